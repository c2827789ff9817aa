using AquaTope.Models.Forecasting.Combination;
using AquaTope.Models.Forecasting.Regression;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Features;

/// <summary>
/// <see cref="DemandFeatures"/> and the point forecasts of two ridge regressions and of exponential smoothing, whose
/// mixture is what trees answer relative to: they learn the distribution of what the others leave. So they have
/// something to say where demand has grown beyond all they have seen, and err in other places than trees that start
/// from the level.
/// </summary>
internal sealed class RemainderFeatures : ITreeFeatures
{
    private readonly DemandFeatures _demand;
    private readonly RidgeCursor _ridge;
    private readonly RidgeCursor _recentRidge;
    private readonly SmoothingMixture _smoothing;
    private readonly PointMixture _mixture;
    private readonly double[] _points = new double[3];
    private readonly bool[] _isReady = [true, true, true];
    private bool _isCurrent;

    public RemainderFeatures(WindowLength window, WindowIndex first)
    {
        _demand = new DemandFeatures(window, first);
        _ridge = new RidgeCursor(window, first);
        _recentRidge = new RidgeCursor(window, first, RidgeCursor.ShortMemoryDays);
        _smoothing = new SmoothingMixture(window, first);
        _mixture = new PointMixture(_points.Length, Math.Max(1, 86_400 / window.Seconds));
    }

    public int Count => _demand.Count + 1 + _points.Length;

    public int Seen => _demand.Seen;

    public double Anchor
    {
        get
        {
            if (_isCurrent) return _mixture.Point;
            (_points[0], _points[1], _points[2]) = (_ridge.Point, _recentRidge.Point, _smoothing.Point);
            _mixture.Mix(_points, _isReady);
            _isCurrent = true;
            return _mixture.Point;
        }
    }

    public static ITreeFeatures Open(WindowLength window, WindowIndex first) => new RemainderFeatures(window, first);

    public void Write(Span<float> features)
    {
        var anchor = Anchor;
        _demand.Write(features);
        features[^4] = (float)(anchor - _demand.Level);
        // Where the mixture lies between its members says how much they disagree, and which way.
        for (var i = 0; i < _points.Length; i++) features[^(3 - i)] = (float)(_points[i] - anchor);
    }

    public void Observe(int demand)
    {
        _ = Anchor;
        _mixture.Observe(Math.Log(1 + (double)demand));
        _ridge.Observe(demand);
        _recentRidge.Observe(demand);
        _smoothing.Observe(demand);
        _demand.Observe(demand);
        _isCurrent = false;
    }
}
