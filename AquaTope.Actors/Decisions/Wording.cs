using AquaTope.Models.Identity;

namespace AquaTope.Actors.Decisions;

/// <summary>How a decision reads, and whom it concerns: what lists of decisions are narrowed by.</summary>
/// <param name="Subject">What was decided about.</param>
/// <param name="Reason">What was decided, and why.</param>
public sealed record Wording(string Subject, string Reason)
{
    public WorkflowId? Workflow { get; init; }

    public FunctionId? Function { get; init; }

    /// <summary>The seed that chance was drawn from, where there was any.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The change that was wished or made; it links a wish with what became of it.</summary>
    public ChangeId? Change { get; init; }
}
