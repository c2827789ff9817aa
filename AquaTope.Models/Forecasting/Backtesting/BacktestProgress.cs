namespace AquaTope.Models.Forecasting.Backtesting;

/// <summary>How far a backtest is.</summary>
/// <param name="Model">The forecaster at work.</param>
/// <param name="Share">The share of the whole work that is done.</param>
public readonly record struct BacktestProgress(string Model, double Share);
