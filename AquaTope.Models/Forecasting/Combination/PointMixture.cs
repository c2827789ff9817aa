namespace AquaTope.Models.Forecasting.Combination;

/// <summary>
/// The weighted mean of several point forecasts of <c>ln(1 + demand)</c>. A mean errs less than the one that was best
/// of late; the weights are those of <see cref="MixtureWeights"/> on the absolute error.
/// </summary>
/// <param name="members">How many there are.</param>
/// <param name="memory">Windows after which what a member did weighs a factor e less.</param>
internal sealed class PointMixture(int members, double memory)
{
    private const double ScaleRate = 1.0 / 500;
    private const double LeastScale = 1e-3;

    private readonly MixtureWeights _weights = new([.. Enumerable.Repeat(1.0, members)], memory);
    private readonly double[] _logs = new double[members];
    private readonly bool[] _isReady = new bool[members];
    private readonly double[] _shares = new double[members];
    private readonly double[] _gains = new double[members];
    private double _scale;
    private int _seen;

    /// <summary>The mean of what was mixed last.</summary>
    public double Point { get; private set; }

    /// <summary>Mixes what the members say of the next window.</summary>
    /// <param name="logs">Their forecasts.</param>
    /// <param name="isReady">Which of them have something to say, at least one.</param>
    public void Mix(ReadOnlySpan<double> logs, ReadOnlySpan<bool> isReady)
    {
        logs.CopyTo(_logs);
        isReady.CopyTo(_isReady);
        _weights.Write(_isReady, _shares);
        Point = 0;
        for (var i = 0; i < _logs.Length; i++) Point += _shares[i] * _logs[i];
    }

    /// <summary>Learns what became of the window that was mixed last.</summary>
    /// <param name="log">The logarithm that came.</param>
    public void Observe(double log)
    {
        var error = log - Point;
        _seen++;
        _scale += Math.Max(ScaleRate, 1.0 / _seen) * (Math.Abs(error) - _scale);
        // The absolute error falls by its sign times the way to the member.
        var slope = (error > 0 ? 0.5 : -0.5) / Math.Max(_scale, LeastScale);
        for (var i = 0; i < _logs.Length; i++) _gains[i] = slope * (_logs[i] - Point);
        _weights.Observe(_isReady, _gains);
    }
}
