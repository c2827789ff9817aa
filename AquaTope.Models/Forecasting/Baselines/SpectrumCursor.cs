using System.Numerics;
using AquaTope.Models.Forecasting.Calibration;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>
/// The Fourier extrapolation of IceBreaker (Roy et al., ASPLOS'22): a line through the last windows plus the strongest
/// harmonics of what it leaves, carried on by one window.
/// </summary>
/// <remarks>
/// One window past the end every harmonic of a whole period is back at its beginning, so that its part is the real part
/// of its coefficient.
/// </remarks>
internal sealed class SpectrumCursor(WindowLength window, WindowIndex first) : IForecastCursor
{
    private const int MostWindows = 1024;
    private const int LeastWindows = 8;
    private const int Harmonics = 10;

    private readonly LogErrors _errors = new(Math.Max(1, 3600 / window.Seconds));
    private readonly double[] _last = new double[MostWindows];
    private readonly Complex[] _spectrum = new Complex[MostWindows];
    private readonly double[] _strength = new double[MostWindows / 2 + 1];
    private readonly int[] _order = new int[MostWindows / 2 + 1];
    private double? _point;
    private int _seen;

    private double Point => _point ??= Math.Log(1 + Math.Max(0, Extrapolate()));

    public double Predict(Span<double> quantiles) => _errors.Write(Point, first.Value + _seen, quantiles);

    public void Observe(int demand)
    {
        _errors.Observe(Math.Log(1 + (double)demand) - Point, first.Value + _seen);
        _last[_seen % MostWindows] = demand;
        _seen++;
        _point = null;
    }

    private double Extrapolate()
    {
        if (_seen < LeastWindows) return _seen == 0 ? 0 : _last[_seen - 1];
        var count = Math.Min(MostWindows, 1 << BitOperations.Log2((uint)_seen));
        var values = _spectrum.AsSpan(0, count);
        for (var i = 0; i < count; i++) values[i] = _last[(_seen - count + i) % MostWindows];
        var trend = Detrend(values);
        FourierTransform.Forward(values);

        var bins = count / 2 + 1;
        for (var bin = 0; bin < bins; bin++)
            (_order[bin], _strength[bin]) = (bin, -values[bin].Magnitude);
        Array.Sort(_strength, _order, 0, bins);
        var sum = 0.0;
        for (var i = 0; i < Math.Min(Harmonics, bins); i++)
        {
            var bin = _order[i];
            sum += (bin == 0 || bin == count / 2 ? 1 : 2) * values[bin].Real;
        }
        return trend + sum / count;
    }

    // Takes the least-squares line off the values; returns where it is one window past the end.
    private static double Detrend(Span<Complex> values)
    {
        var middle = (values.Length - 1) / 2.0;
        var (mean, slope, spread) = (0.0, 0.0, 0.0);
        foreach (var value in values) mean += value.Real / values.Length;
        for (var i = 0; i < values.Length; i++)
        {
            slope += (i - middle) * (values[i].Real - mean);
            spread += (i - middle) * (i - middle);
        }
        slope /= spread;
        for (var i = 0; i < values.Length; i++) values[i] -= mean + slope * (i - middle);
        return mean + slope * (values.Length - middle);
    }
}
