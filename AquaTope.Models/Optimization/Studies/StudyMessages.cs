using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Optimization.Studies;

/// <summary>What a study is asked or told.</summary>
public abstract record StudyCommand
{
    private StudyCommand()
    {
    }

    public sealed record Start(StudyDefinition Definition) : StudyCommand;

    /// <summary>The designer answered; where it has no plans, with the reason why it wants no further trial.</summary>
    public sealed record OfferPlans(IReadOnlyList<ResourcePlan> Plans, string? StopsBecause = null) : StudyCommand;

    /// <summary>The designer said what to answer with.</summary>
    public sealed record OfferRecommendation(Recommendation Recommendation) : StudyCommand;

    /// <summary>The designer broke down.</summary>
    public sealed record ReportBrokenDesigner(string Reason) : StudyCommand;

    /// <summary>A trial ended.</summary>
    public sealed record ReportTrial(int Number, TrialOutcome Outcome) : StudyCommand;

    /// <summary>Whoever asked may have missed the answer.</summary>
    public sealed record RepeatAnswer : StudyCommand;

    /// <summary>Nobody wants the answer any more.</summary>
    public sealed record Stop(string Reason) : StudyCommand;
}

/// <summary>What happened in a study.</summary>
public abstract record StudyEvent
{
    private StudyEvent()
    {
    }

    public sealed record StudyStarted(StudyDefinition Definition) : StudyEvent;

    public sealed record TrialSuggested(int Number, ResourcePlan Plan) : StudyEvent;

    public sealed record TrialCompleted(int Number, IReadOnlyList<WorkflowRun> Runs) : StudyEvent;

    public sealed record TrialFailed(int Number, StageName Stage, string Reason) : StudyEvent;

    /// <summary>The platform did not let the trial run; nothing was learned about its plan.</summary>
    public sealed record TrialNotRun(int Number, string Reason) : StudyEvent;

    /// <summary>Nothing more is tried: a budget is spent, the designer stops, or the platform gives up.</summary>
    public sealed record TrialsEnded(string Because) : StudyEvent;

    public sealed record StudySettled(ResourcePlan Plan, string Because) : StudyEvent;

    public sealed record StudyStopped(string Reason) : StudyEvent;
}

/// <summary>What a study wants done.</summary>
public abstract record StudyEffect
{
    private StudyEffect()
    {
    }

    /// <summary>Ask the designer; answered by <see cref="StudyCommand.OfferPlans"/>.</summary>
    public sealed record AskDesigner(StudyHistory History, int Count) : StudyEffect;

    /// <summary>
    /// Ask the designer what to answer with; answered by <see cref="StudyCommand.OfferRecommendation"/>.
    /// </summary>
    public sealed record AskRecommendation(StudyHistory History) : StudyEffect;

    /// <summary>
    /// Measure so many runs of the plan after a pause; answered by <see cref="StudyCommand.ReportTrial"/>.
    /// </summary>
    public sealed record MeasureTrial(int Number, ResourcePlan Plan, TimeSpan After, int Repetitions) : StudyEffect;

    /// <summary>Tell the workflow the answer, and the plan that was in force when the study began.</summary>
    public sealed record TellSettled(ResourcePlan Plan, string Because, ResourcePlan Present) : StudyEffect;
}
