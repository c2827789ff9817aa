using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Forecasting.Regression;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Features;

/// <summary>
/// <see cref="DemandFeatures"/>, and what two simpler forecasters say: a ridge regression, which carries lines on where
/// trees only know steps, and exponential smoothing, which remembers seasons. Both learn online, so what they say of a
/// window never rests on it.
/// </summary>
internal sealed class StackedFeatures(WindowLength window, WindowIndex first)
{
    private readonly DemandFeatures _demand = new(window, first);
    private readonly RidgeCursor _ridge = new(window, first);
    private readonly SmoothingCursor _smoothing = new(window, first);

    /// <summary>The level that features and targets are relative to.</summary>
    public double Level => _demand.Level;

    /// <summary>Windows observed.</summary>
    public int Seen => _demand.Seen;

    /// <summary>How many features there are with windows of that length.</summary>
    public static int CountFor(WindowLength window) => DemandFeatures.CountFor(window) + 2;

    /// <summary>Writes the features of the window after the last one observed.</summary>
    public void Write(Span<float> features)
    {
        _demand.Write(features);
        features[^2] = (float)(_ridge.Point - Level);
        features[^1] = (float)(_smoothing.Point - Level);
    }

    /// <summary>Learns the demand of the next window.</summary>
    public void Observe(int demand)
    {
        _ridge.Observe(demand);
        _smoothing.Observe(demand);
        _demand.Observe(demand);
    }
}
