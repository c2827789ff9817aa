using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>
/// Forecasts with a <see cref="HybridHistogram"/>: from its head to its tail a window has demand with the chance that
/// the idle time ends there, before and after with none. What it then needs, earlier windows with demand needed.
/// </summary>
/// <remarks>
/// As a pool policy the histogram is asked whether a container is ready; a forecast is also asked how likely it is that
/// it is needed. Where the standard keep-alive counts, that is the share of windows with demand.
/// </remarks>
internal sealed class HistogramCursor(WindowLength window) : IForecastCursor
{
    private readonly HybridHistogram _idleTimes = new(window);
    private readonly ActiveDemands _active = new();
    private (int From, int Until)? _plan;
    private int _idle;
    private int _seen;

    public bool IsReady => _active.Count > 1;

    private double Share => (double)_active.Count / _seen;

    public double Predict(Span<double> quantiles)
    {
        var chance = _active.Count == 0 ? 0 : Chance();
        if (chance > 0) return _active.Write(chance, quantiles);
        quantiles.Clear();
        return 0;
    }

    public void Observe(int demand)
    {
        _seen++;
        if (demand == 0)
        {
            _idle++;
            return;
        }
        if (_active.Count > 0) _idleTimes.Add(_idle);
        _active.Add(demand);
        _idle = 0;
        _plan = _idleTimes.Plan();
    }

    private double Chance() => _plan is { } plan
        ? _idle >= plan.From && _idle <= plan.Until ? _idleTimes.Hazard(_idle, Share) : 0
        : _idle < _idleTimes.KeepAlive ? Share : 0;
}
