namespace AquaTope.Models.Optimization.Acquisition;

/// <summary>
/// The logarithm of the mean of what several acquisitions, each given as a logarithm, say: an expected improvement over
/// worlds that are all alike in probability.
/// </summary>
public sealed class ImprovementOverWorlds : IAcquisition
{
    // Enough to sort points by; each point of a batch is looked for in others.
    private const int Screening = 2;

    private readonly IReadOnlyList<IAcquisition> _worlds;
    private readonly double[] _logs;
    private readonly double[] _slopes;
    private int _chosen;

    /// <param name="worlds">What a point is worth in each world.</param>
    /// <param name="dimensions">The number of coordinates d.</param>
    public ImprovementOverWorlds(IReadOnlyList<IAcquisition> worlds, int dimensions)
    {
        _worlds = worlds;
        _logs = new double[worlds.Count];
        _slopes = new double[worlds.Count * dimensions];
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var d = gradient.Length;
        for (var w = 0; w < _worlds.Count; w++) _logs[w] = _worlds[w].Evaluate(point, _slopes.AsSpan(w * d, d));
        var value = LogMean(_logs);
        gradient.Clear();
        for (var w = 0; w < _worlds.Count; w++)
        {
            var weight = Math.Exp(_logs[w] - value) / _worlds.Count;
            for (var j = 0; j < d; j++) gradient[j] += weight * _slopes[w * d + j];
        }
        return value;
    }

    public double Screen(ReadOnlySpan<double> point)
    {
        var logs = _logs.AsSpan(0, Math.Min(Screening, _worlds.Count));
        for (var w = 0; w < logs.Length; w++)
            logs[w] = _worlds[(Screening * _chosen + w) % _worlds.Count].Evaluate(point, []);
        return LogMean(logs);
    }

    public void Choose(ReadOnlySpan<double> point)
    {
        foreach (var world in _worlds) world.Choose(point);
        _chosen++;
    }

    private static double LogMean(ReadOnlySpan<double> logs)
    {
        var largest = double.NegativeInfinity;
        foreach (var log in logs) largest = Math.Max(largest, log);
        var sum = 0.0;
        foreach (var log in logs) sum += Math.Exp(log - largest);
        return largest + Math.Log(sum / logs.Length);
    }
}
