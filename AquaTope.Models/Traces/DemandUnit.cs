namespace AquaTope.Models.Traces;

/// <summary>What a trace counts per window.</summary>
public enum DemandUnit
{
    /// <summary>Containers needed at once; a fraction is an average and counts as a whole container.</summary>
    Containers,

    /// <summary>Invocations that arrived, from which <see cref="RunningContainers"/> estimates containers.</summary>
    Invocations
}
