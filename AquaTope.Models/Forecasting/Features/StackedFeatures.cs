using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Forecasting.Regression;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Features;

/// <summary>
/// <see cref="DemandFeatures"/>, and what two simpler forecasters say: a ridge regression, which carries lines on where
/// trees only know steps, and exponential smoothing, which remembers seasons. Both learn online, so what they say of a
/// window never rests on it. Trees answer relative to the running level.
/// </summary>
internal sealed class StackedFeatures(WindowLength window, WindowIndex first) : ITreeFeatures
{
    private readonly DemandFeatures _demand = new(window, first);
    private readonly RidgeCursor _ridge = new(window, first);
    private readonly SmoothingCursor _smoothing = new(window, first);

    public int Count => _demand.Count + 2;

    public int Seen => _demand.Seen;

    public double Anchor => _demand.Level;

    public static ITreeFeatures Open(WindowLength window, WindowIndex first) => new StackedFeatures(window, first);

    public void Write(Span<float> features)
    {
        _demand.Write(features);
        features[^2] = (float)(_ridge.Point - _demand.Level);
        features[^1] = (float)(_smoothing.Point - _demand.Level);
    }

    public void Observe(int demand)
    {
        _ridge.Observe(demand);
        _smoothing.Observe(demand);
        _demand.Observe(demand);
    }
}
