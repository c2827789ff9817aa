using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Backtesting;

/// <summary>How a backtest is run.</summary>
public sealed record BacktestOptions
{
    /// <summary>The length of a window.</summary>
    public required WindowLength Window { get; init; }

    /// <summary>The share of each series that may be learned from.</summary>
    public double Split { get; init; } = 0.8;

    /// <summary>The seed of every draw in training.</summary>
    public ulong Seed { get; init; } = 1;
}
