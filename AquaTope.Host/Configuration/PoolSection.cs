using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Pools;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Configuration;

/// <summary>Section <c>Pool</c>: how many containers are kept ready.</summary>
public sealed record PoolSection
{
    /// <summary>The forecaster's name.</summary>
    public string Forecaster { get; init; } = "renewal";

    /// <summary>
    /// The probability that the next window's demand finds its containers ready: the risk the operator accepts.
    /// </summary>
    public double Headroom { get; init; } = 0.95;

    /// <summary>Minutes of keep-alive where no forecast is to be had.</summary>
    public int FallbackKeepAliveMinutes { get; init; } = 10;

    /// <summary>Minutes for which the platform keeps a used container by itself.</summary>
    public int PlatformKeepAliveMinutes { get; init; } = 10;

    /// <summary>No function is given more containers than this.</summary>
    public int MostContainers { get; init; } = 64;

    public IEnumerable<string> Problems()
    {
        if (!BaselineForecasters.Names.Contains(Forecaster))
            yield return $"Pool:Forecaster is {Forecaster}; known are {string.Join(", ", BaselineForecasters.Names)}.";
        if (!(Headroom > 0 && Headroom < 1)) yield return $"Pool:Headroom is {Headroom}; it must lie in (0, 1).";
        if (FallbackKeepAliveMinutes is < 1 or > 1440)
            yield return $"Pool:FallbackKeepAliveMinutes is {FallbackKeepAliveMinutes}; it must lie between 1 and 1440.";
        if (PlatformKeepAliveMinutes is < 1 or > 1440)
            yield return $"Pool:PlatformKeepAliveMinutes is {PlatformKeepAliveMinutes}; it must lie between 1 and 1440.";
        if (MostContainers is < 1 or > 10_000)
            yield return $"Pool:MostContainers is {MostContainers}; it must lie between 1 and 10000.";
    }

    /// <summary>The decider's options for windows of that length.</summary>
    public PoolOptions ToOptions(WindowLength window) => new()
    {
        Retention = Math.Max(1, 2 * 86_400 / window.Seconds),
        IdleAfter = Math.Max(1, 86_400 / window.Seconds),
        PlatformKeepAlive = Math.Max(1, PlatformKeepAliveMinutes * 60 / window.Seconds),
        MostContainers = MostContainers
    };
}
