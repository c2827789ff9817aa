using AquaTope.Models.Forecasting;

namespace AquaTope.Models.Pools;

/// <summary>What a policy is told, beside past demand, when a window has just closed.</summary>
/// <param name="Ready">Containers that were ready at the start of the window just closed.</param>
/// <param name="MemoryMegabytes">The memory of one container.</param>
/// <param name="Forecast">The demand of the next window, where a forecaster has answered.</param>
public readonly record struct PoolOutlook(
    int Ready, double MemoryMegabytes = PoolOutlook.TypicalMegabytes, Forecast? Forecast = null)
{
    /// <summary>The published median of applications on Azure Functions (Shahrad et al., ATC 2020).</summary>
    public const double TypicalMegabytes = 170;
}
