namespace AquaTope.Models.Traces;

/// <summary>What stands in for values that a trace does not have.</summary>
/// <param name="Duration">The mean run time of an invocation.</param>
/// <param name="MemoryMegabytes">The memory of one container, an average and therefore no whole number.</param>
public sealed record TraceDefaults(TimeSpan Duration, double MemoryMegabytes)
{
    /// <summary>
    /// One second and 170 MB, the medians on Azure Functions in 2019: half of the functions ran for less than a
    /// second on average, half of the applications had at most 170 MB allocated (Shahrad et al., Serverless in the
    /// Wild, ATC 2020).
    /// </summary>
    public static TraceDefaults Azure2019 { get; } = new(TimeSpan.FromSeconds(1), 170);
}
