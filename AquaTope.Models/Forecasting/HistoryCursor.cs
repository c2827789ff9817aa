using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting;

/// <summary>
/// Follows a series with a forecaster that only knows whole histories: keeps the history and asks anew.
/// </summary>
/// <param name="forecaster">What is asked.</param>
/// <param name="function">Whose demand it is.</param>
/// <param name="first">The window that will be observed first.</param>
internal sealed class HistoryCursor(IForecaster forecaster, FunctionId function, WindowIndex first) : IForecastCursor
{
    private int[] _demand = new int[256];
    private int _seen;

    public bool IsReady => _seen > 0;

    public double Predict(Span<double> quantiles)
    {
        if (_seen == 0)
        {
            quantiles.Clear();
            return 0;
        }
        var history = new DemandHistory(function, first + (_seen - 1), _demand.AsMemory(0, _seen));
        var forecast = forecaster.Predict([history])[0];
        for (var k = 0; k < quantiles.Length; k++) quantiles[k] = forecast.Quantile(QuantileLevels.All[k]);
        QuantileLevels.Order(quantiles);
        return forecast.Mean;
    }

    public void Observe(int demand)
    {
        if (_seen == _demand.Length) Array.Resize(ref _demand, 2 * _seen);
        _demand[_seen++] = demand;
    }
}
