using AquaTope.Models.Forecasting;

namespace AquaTope.Models.Pools.Learning;

/// <summary>
/// What is learned of one function's demand. A model's forecast, where there is one, counts as one more expert: it has
/// no say until it has foretold windows better than what was learned of the function.
/// </summary>
internal sealed class DemandLearner
{
    private readonly DemandModel _model = new();
    private ForecastTrust? _trust;
    private bool _forecast;

    /// <summary>The chance that the next window reaches each level of <see cref="DemandModel"/>.</summary>
    public ReadOnlySpan<double> Chances => _forecast ? _trust!.Chances : _model.Chances;

    /// <summary>How far forecasts are believed, from 0 to 1.</summary>
    public double Trust => _trust?.Weight ?? 0;

    /// <summary>Takes over how far forecasts are believed.</summary>
    public void Recall(double trust) => _trust = new ForecastTrust { Weight = trust };

    /// <summary>Learns from the window that has just closed.</summary>
    public void Observe(int demand)
    {
        if (_forecast) _trust!.Learn(demand);
        _forecast = false;
        _model.Observe(demand);
    }

    /// <summary>Takes in a forecast of the next window; the first one counts.</summary>
    public void Hear(Forecast forecast)
    {
        if (_forecast) return;
        _trust ??= new ForecastTrust();
        _trust.Mix(_model.Chances, forecast);
        _forecast = true;
    }
}
