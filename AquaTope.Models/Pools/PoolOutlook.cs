using AquaTope.Models.Forecasting;

namespace AquaTope.Models.Pools;

/// <summary>What is known of one function's pool when a window has just closed.</summary>
/// <param name="demand">See <see cref="Demand"/>.</param>
/// <param name="ready">See <see cref="Ready"/>.</param>
/// <param name="forecast">See <see cref="Forecast"/>.</param>
public readonly ref struct PoolOutlook(ReadOnlySpan<int> demand, int ready, Forecast? forecast = null)
{
    /// <summary>
    /// Containers needed in each window, oldest first, the one just closed last. Shorter than a policy's
    /// <see cref="IPrewarmPolicy.History"/> while less has been seen, and empty before the first window has closed.
    /// </summary>
    public ReadOnlySpan<int> Demand { get; } = demand;

    /// <summary>Containers that were ready at the start of the window just closed.</summary>
    public int Ready { get; } = ready;

    /// <summary>The demand of the next window, where a forecaster has answered.</summary>
    public Forecast? Forecast { get; } = forecast;

    /// <summary>Containers of the window just closed that had to be started while a request waited.</summary>
    public int ColdStarts => Demand.IsEmpty ? 0 : Math.Max(0, Demand[^1] - Ready);
}
