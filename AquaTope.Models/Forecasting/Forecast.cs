namespace AquaTope.Models.Forecasting;

/// <summary>A predictive distribution of the next window's demand, in containers, kept as a few quantiles.</summary>
public sealed class Forecast
{
    private readonly double[] _levels;
    private readonly double[] _values;

    private Forecast(double mean, double[] levels, double[] values)
    {
        Mean = mean;
        _levels = levels;
        _values = values;
    }

    /// <summary>The expected demand.</summary>
    public double Mean { get; }

    /// <summary>The levels that are kept, rising within (0, 1).</summary>
    internal ReadOnlySpan<double> Levels => _levels;

    /// <summary>The quantiles at these levels.</summary>
    internal ReadOnlySpan<double> Values => _values;

    /// <summary>Takes quantile values at rising levels; values that cross are put in order.</summary>
    /// <exception cref="ArgumentException">
    /// Lengths differ, nothing is given, or levels do not rise within (0, 1).
    /// </exception>
    public static Forecast FromQuantiles(double mean, ReadOnlySpan<double> levels, ReadOnlySpan<double> values)
    {
        if (levels.Length == 0 || levels.Length != values.Length)
            throw new ArgumentException($"{levels.Length} levels and {values.Length} values.", nameof(values));
        for (var i = 0; i < levels.Length; i++)
            if (!(levels[i] > (i == 0 ? 0 : levels[i - 1]) && levels[i] < 1))
                throw new ArgumentException("Levels must rise strictly within (0, 1).", nameof(levels));

        var sorted = values.ToArray();
        Array.Sort(sorted);
        return new Forecast(mean, levels.ToArray(), sorted);
    }

    /// <summary>The empirical distribution of samples.</summary>
    /// <exception cref="ArgumentException">No sample.</exception>
    public static Forecast FromSamples(ReadOnlySpan<double> samples)
    {
        if (samples.Length == 0) throw new ArgumentException("No samples.", nameof(samples));
        var sorted = samples.ToArray();
        Array.Sort(sorted);
        var levels = new double[sorted.Length];
        for (var i = 0; i < levels.Length; i++) levels[i] = LevelOfSample(i, levels.Length);
        return new Forecast(sorted.Average(), levels, sorted);
    }

    /// <summary>The level of one of so many samples, counted from the lowest.</summary>
    internal static double LevelOfSample(int sample, int count) => (sample + 0.5) / count;

    /// <summary>All mass on one value.</summary>
    public static Forecast Certain(double value) => new(value, [0.5], [value]);

    /// <summary>
    /// The demand that is not exceeded with probability <paramref name="level"/>; linear between known quantiles.
    /// </summary>
    public double Quantile(double level)
    {
        var at = Array.BinarySearch(_levels, level);
        if (at >= 0) return _values[at];
        var above = ~at;
        if (above == 0) return _values[0];
        if (above == _levels.Length) return _values[^1];
        var share = (level - _levels[above - 1]) / (_levels[above] - _levels[above - 1]);
        return _values[above - 1] + share * (_values[above] - _values[above - 1]);
    }
}
