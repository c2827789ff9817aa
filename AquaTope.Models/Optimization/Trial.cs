using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Optimization;

/// <summary>One plan of a study and what became of it. Trial 0 is the plan in force at its beginning.</summary>
public abstract record Trial(int Number, ResourcePlan Plan)
{
    /// <summary>Suggested and not measured yet; the platform has let it down so many times.</summary>
    public sealed record Pending(int Number, ResourcePlan Plan, int Attempts) : Trial(Number, Plan);

    /// <summary>Every run ended well.</summary>
    public sealed record Measured(int Number, ResourcePlan Plan, IReadOnlyList<WorkflowRun> Runs) : Trial(Number, Plan);

    /// <summary>A stage cannot run under this plan: evidence about the plan, not noise.</summary>
    public sealed record Failed(int Number, ResourcePlan Plan, StageName Stage, string Reason) : Trial(Number, Plan);
}
