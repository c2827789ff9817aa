using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Backtesting;

/// <summary>The result of a backtest.</summary>
/// <param name="Window">The length of a window.</param>
/// <param name="Series">Series that were forecast.</param>
/// <param name="Steps">Windows that each forecaster was scored on.</param>
/// <param name="Unobserved">Windows after the split that were not observed, and not scored.</param>
/// <param name="Models">How each forecaster did, in the order given.</param>
public sealed record BacktestReport(
    WindowLength Window, int Series, int Steps, int Unobserved, IReadOnlyList<ModelReport> Models);
