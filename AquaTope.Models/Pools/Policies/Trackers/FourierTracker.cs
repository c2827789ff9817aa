using System.Numerics;

namespace AquaTope.Models.Pools.Policies.Trackers;

/// <summary>
/// One function under <see cref="FourierPolicy"/>. The spectrum slides along with the windows: each coefficient loses
/// the window that leaves, gains the one that enters and turns by one step, so that a window costs as much as there are
/// frequencies.
/// </summary>
internal sealed class FourierTracker : IPoolTracker
{
    private const int Length = FourierPolicy.Length;
    private const int Frequencies = Length / 2;
    private const double Middle = (Length - 1) / 2.0;

    // A forecast of 2.0000001 is a rounding error of one of exactly 2.
    private const double RoundingSlack = 1e-3;

    // Frequency k + 1 at place k: how far it turns in one window, and the spectrum of a straight line of slope 1.
    private static readonly double[] Cosines = PerFrequency(frequency => Math.Cos(frequency));
    private static readonly double[] Sines = PerFrequency(frequency => Math.Sin(frequency));
    private static readonly double[] LineReal =
        PerFrequency(frequency => Enumerable.Range(0, Length).Sum(i => i * Math.Cos(frequency * i)));
    private static readonly double[] LineImaginary =
        PerFrequency(frequency => -Enumerable.Range(0, Length).Sum(i => i * Math.Sin(frequency * i)));

    private readonly int[] _windows = new int[Length];
    private readonly double[] _real = new double[Frequencies];
    private readonly double[] _imaginary = new double[Frequencies];
    private int _next;
    private int _busy;
    private long _sum;
    private long _moment;
    private double _forecast;

    public void Observe(int demand)
    {
        var leaving = _windows[_next];
        _windows[_next] = demand;
        _next = (_next + 1) % Length;
        _busy += (demand > 0 ? 1 : 0) - (leaving > 0 ? 1 : 0);
        // The sum of demand times age: all windows grow one older, the oldest leaves.
        _moment += _sum - (long)Length * leaving;
        _sum += demand - leaving;
        if (_busy > 0)
        {
            Slide(demand - leaving);
            _forecast = Continue();
            return;
        }
        Array.Clear(_real);
        Array.Clear(_imaginary);
        _forecast = 0;
    }

    public int Target(in PoolOutlook outlook) =>
        (int)Math.Clamp(Math.Ceiling(_forecast - RoundingSlack), 0, int.MaxValue);

    public double Need(int containers) => Math.Clamp(_forecast - (containers - 1), 0, 1);

    private void Slide(int change)
    {
        var width = Vector<double>.Count;
        var added = new Vector<double>(change);
        var k = 0;
        for (; k + width <= Frequencies; k += width)
        {
            var real = new Vector<double>(_real, k) + added;
            var imaginary = new Vector<double>(_imaginary, k);
            var cosine = new Vector<double>(Cosines, k);
            var sine = new Vector<double>(Sines, k);
            (real * cosine - imaginary * sine).CopyTo(_real, k);
            (real * sine + imaginary * cosine).CopyTo(_imaginary, k);
        }
        for (; k < Frequencies; k++)
            (_real[k], _imaginary[k]) = (
                (_real[k] + change) * Cosines[k] - _imaginary[k] * Sines[k],
                (_real[k] + change) * Sines[k] + _imaginary[k] * Cosines[k]);
    }

    // The trend's spectrum is taken out before the strongest frequencies are chosen. The next window is a whole cycle
    // after the oldest, where every harmonic is at its beginning.
    private double Continue()
    {
        var slope = (Middle * _sum - _moment) / (Length * (Length * (double)Length - 1) / 12);
        var forecast = (double)_sum / Length + slope * (Length - Middle);
        Span<double> strongest = stackalloc double[FourierPolicy.Harmonics];
        Span<double> continued = stackalloc double[FourierPolicy.Harmonics];
        strongest.Clear();
        continued.Clear();
        for (var k = 0; k < Frequencies; k++)
        {
            var real = _real[k] - slope * LineReal[k];
            var imaginary = _imaginary[k] - slope * LineImaginary[k];
            var strength = real * real + imaginary * imaginary;
            if (strength <= strongest[^1]) continue;
            var at = strongest.Length - 1;
            for (; at > 0 && strongest[at - 1] < strength; at--)
                (strongest[at], continued[at]) = (strongest[at - 1], continued[at - 1]);
            strongest[at] = strength;
            continued[at] = (k == Frequencies - 1 ? 1 : 2) * real / Length;
        }
        foreach (var value in continued) forecast += value;
        return forecast;
    }

    private static double[] PerFrequency(Func<double, double> value) =>
        [.. Enumerable.Range(1, Frequencies).Select(k => value(k * Math.Tau / Length))];
}
