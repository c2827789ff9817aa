namespace AquaTope.Models.Forecasting;

/// <summary>
/// A forecaster's view of one series, advanced window by window: what it learns from a window costs the same however
/// long the series has become.
/// </summary>
public interface IForecastCursor
{
    /// <summary>Whether it has learned anything that its next forecast rests on.</summary>
    bool IsReady => true;

    /// <summary>
    /// Forecasts the window after the last one observed. Changes nothing but what
    /// <see cref="Observe"/> will learn from.
    /// </summary>
    /// <param name="quantiles">
    /// Receives the demand at each of <see cref="QuantileLevels.All"/>, in order and not negative.
    /// </param>
    /// <returns>The expected demand.</returns>
    double Predict(Span<double> quantiles);

    /// <summary>Learns the demand of the next window.</summary>
    void Observe(int demand);
}
