using AquaTope.Models.Forecasting;

namespace AquaTope.Models.Pools.Learning;

/// <summary>
/// How far a forecast is believed beside what was learned of the function: the weight of its log-odds, from 0 to 1. It
/// begins at 0 and follows the gradient of the logarithmic score.
/// </summary>
internal sealed class ForecastTrust
{
    private const double Rate = 0.02;
    private const int Halvings = 20;

    private double[] _learned = [];
    private double[] _forecast = [];
    private double[] _mixed = [];
    private int _levels;

    /// <summary>The weight, from 0 to 1.</summary>
    public double Weight { get; set; }

    /// <summary>The mixed chance of each level.</summary>
    public ReadOnlySpan<double> Chances => _mixed.AsSpan(0, _levels);

    /// <summary>Mixes a forecast with the chances that were learned.</summary>
    public void Mix(ReadOnlySpan<double> learned, Forecast forecast)
    {
        _levels = learned.Length;
        if (_mixed.Length < _levels)
            (_learned, _forecast, _mixed) = (new double[_levels], new double[_levels], new double[_levels]);
        var first = 1;
        for (var i = 0; i < _levels; i++, first += DemandModel.Width(first))
        {
            _learned[i] = LogOdds.Of(learned[i]);
            _forecast[i] = LogOdds.Of(AtLeast(forecast, first));
            _mixed[i] = LogOdds.Chance(_learned[i] + Weight * (_forecast[i] - _learned[i]));
        }
    }

    /// <summary>Learns from the window that was forecast.</summary>
    public void Learn(int demand)
    {
        double gradient = 0;
        var first = 1;
        for (var i = 0; i < _levels; i++, first += DemandModel.Width(first))
            gradient += ((demand >= first ? 1 : 0) - _mixed[i]) * (_forecast[i] - _learned[i]);
        Weight = Math.Clamp(Weight + Rate * gradient, 0, 1);
    }

    // Demand is whole: values from n - 1/2 up count as n. Quantiles rise with their level, so halving finds it.
    private static double AtLeast(Forecast forecast, int containers)
    {
        double low = 0, high = 1;
        for (var i = 0; i < Halvings; i++)
        {
            var level = (low + high) / 2;
            if (forecast.Quantile(level) >= containers - 0.5) high = level;
            else low = level;
        }
        return 1 - high;
    }
}
