namespace AquaTope.Models.Simulation.Workloads;

/// <summary>How large a generated workload is.</summary>
public sealed record WorkloadOptions
{
    /// <summary>Rows of the trace; at least 1.</summary>
    public int Functions { get; init; } = 200;

    /// <summary>Days of the trace; at least 1.</summary>
    public int Days { get; init; } = 1;

    /// <summary>
    /// The popularity law spans eight orders of magnitude; no function gets a higher mean than this, in invocations a
    /// minute.
    /// </summary>
    public double MaximumPerMinute { get; init; } = 600;
}
