using AquaTope.Actors.Functions;

namespace AquaTope.Actors.Observation;

/// <summary>What a node's observer answers. Local to the node.</summary>
public static class ObservationProtocol
{
    /// <summary>Answered by <see cref="Functions"/>.</summary>
    public sealed record GetFunctions;

    public sealed record Functions(IReadOnlyList<FunctionProtocol.FunctionStatus> Statuses);

    /// <summary>
    /// Decisions with a number above <paramref name="After"/>, oldest first. Answered by <see cref="Decisions"/>.
    /// </summary>
    public sealed record GetDecisions(long After, int Limit);

    public sealed record Decisions(IReadOnlyList<ObservedDecision> Items);

    /// <summary>One decision as it is shown.</summary>
    /// <param name="Number">Rising within one life of the node.</param>
    /// <param name="At">When it was observed.</param>
    /// <param name="Kind">What was decided, for example <c>target-chosen</c>.</param>
    /// <param name="Subject">The function, workflow or lane it concerns.</param>
    /// <param name="Reason">Why, in one sentence.</param>
    public sealed record ObservedDecision(long Number, DateTimeOffset At, string Kind, string Subject, string Reason);
}
