namespace AquaTope.Models.Pools;

/// <summary>How pools are decided.</summary>
public sealed record PoolOptions
{
    /// <summary>
    /// Windows of demand kept per function, and shown to forecasters; two days of minutes by default.
    /// </summary>
    public int Retention { get; init; } = 2880;

    /// <summary>A function idle for this many windows gets no forecast any more: its target is 0.</summary>
    public int IdleAfter { get; init; } = 1440;

    /// <summary>
    /// Windows for which the platform keeps a used container by itself (10 minutes on OpenWhisk). Containers that are
    /// still warm from use need no prewarming.
    /// </summary>
    public int PlatformKeepAlive { get; init; } = 10;

    /// <summary>No function is given more containers than this, whatever a forecast says.</summary>
    public int MostContainers { get; init; } = 64;
}
