using AquaTope.Actors.Functions;

namespace AquaTope.Actors.Observation;

/// <summary>What a node's observer answers. Local to the node.</summary>
public static class ObservationProtocol
{
    /// <summary>Answered by <see cref="Functions"/>.</summary>
    public sealed record GetFunctions;

    public sealed record Functions(IReadOnlyList<FunctionProtocol.FunctionStatus> Statuses);
}
