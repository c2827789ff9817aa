using System.Numerics;

namespace AquaTope.Models.Optimization.Acquisition;

/// <summary>
/// The logarithm of constrained noisy expected improvement. The values at the points known and chosen so far are drawn
/// as sample paths; given a path, the improvement on the path's own best feasible point and the probability of
/// feasibility are integrated in closed form. So the indicator of feasibility needs no smoothing, one further point no
/// base sample, and the slope never vanishes. Points chosen before take part in every path, which makes the increments
/// of a batch add up to its joint improvement.
/// </summary>
public sealed class LogNoisyExpectedImprovement : IAcquisition
{
    private readonly SamplePaths _objective;
    private readonly SamplePaths[] _constraints;
    private readonly Func<int, int, double[]> _normals;

    // All that is kept for each path has room for whole vectors of them.
    private readonly int _paths;
    private readonly double[] _incumbents;
    private readonly double[] _means;
    private readonly double[] _logs;
    private readonly double[] _byMeans;
    private readonly double[][] _constraintMeans;
    private readonly double[][] _byConstraintMeans;
    private readonly double[] _deviations;

    /// <param name="objective">Paths of the objective, which is minimised.</param>
    /// <param name="constraints">Paths of the constraints, which are to be at most 0; over the same points.</param>
    /// <param name="normals">The base samples of a point (counted from 0, observed ones first) and an output (the
    /// objective is 0), one for each path.</param>
    /// <param name="fallback">The incumbent of a path on which no known point is feasible.</param>
    public LogNoisyExpectedImprovement(
        SamplePaths objective, IReadOnlyList<SamplePaths> constraints, Func<int, int, double[]> normals,
        double fallback)
    {
        _objective = objective;
        _constraints = [.. constraints];
        _normals = normals;
        _paths = objective.Paths;
        _incumbents = Padded();
        Incumbents.Of(objective, _constraints, fallback).CopyTo(_incumbents, 0);
        _means = Padded();
        _logs = Padded();
        _byMeans = Padded();
        _constraintMeans = [.. constraints.Select(_ => Padded())];
        _byConstraintMeans = [.. constraints.Select(_ => Padded())];
        _deviations = new double[constraints.Count];
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var deviation = Math.Sqrt(_objective.Condition(point, _means.AsSpan(0, _paths)));
        for (var k = 0; k < _constraints.Length; k++)
            _deviations[k] = Math.Sqrt(_constraints[k].Condition(point, _constraintMeans[k].AsSpan(0, _paths)));

        // The means are replaced by what the derivatives need: z and the slope of the log improvement, then those of
        // the log probabilities.
        var largest = double.NegativeInfinity;
        var logDeviation = Math.Log(deviation);
        for (var s = 0; s < _paths; s += Vector<double>.Count)
        {
            var z = (Load(_incumbents, s) - Load(_means, s)) / new Vector<double>(deviation);
            var log = NormalTails.LogImprovement(z, out var slope) + new Vector<double>(logDeviation);
            z.CopyTo(_means, s);
            slope.CopyTo(_byMeans, s);
            for (var k = 0; k < _constraints.Length; k++)
            {
                var margin = -Load(_constraintMeans[k], s) / new Vector<double>(_deviations[k]);
                log += NormalTails.LogProbability(margin, out slope);
                margin.CopyTo(_constraintMeans[k], s);
                slope.CopyTo(_byConstraintMeans[k], s);
            }
            log.CopyTo(_logs, s);
        }
        for (var s = 0; s < _paths; s++) largest = Math.Max(largest, _logs[s]);

        var sum = 0.0;
        for (var s = 0; s < _paths; s++)
        {
            _logs[s] = Math.Exp(_logs[s] - largest);
            sum += _logs[s];
        }
        var value = largest + Math.Log(sum / _paths);
        if (!gradient.IsEmpty) Differentiate(point, deviation, sum, gradient);
        return value;
    }

    public void Choose(ReadOnlySpan<double> point)
    {
        var position = _objective.Count;
        _objective.Extend(point, _normals(position, 0));
        for (var k = 0; k < _constraints.Length; k++) _constraints[k].Extend(point, _normals(position, k + 1));
        Incumbents.IncludeLast(_objective, _constraints, _incumbents);
    }

    private double[] Padded() =>
        new double[(_paths + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count];

    private static Vector<double> Load(double[] values, int at) => new(values, at);

    private void Differentiate(ReadOnlySpan<double> point, double deviation, double sum, Span<double> gradient)
    {
        gradient.Clear();
        var byVariance = 0.0;
        for (var s = 0; s < _paths; s++)
        {
            var weight = _logs[s] / sum;
            byVariance += weight * (1 - _byMeans[s] * _means[s]);
            _byMeans[s] *= -weight / deviation;
        }
        _objective.AddGradient(
            point, _byMeans.AsSpan(0, _paths), byVariance / (2 * deviation * deviation), gradient);

        for (var k = 0; k < _constraints.Length; k++)
        {
            byVariance = 0;
            for (var s = 0; s < _paths; s++)
            {
                var weight = _logs[s] / sum * _byConstraintMeans[k][s];
                byVariance -= weight * _constraintMeans[k][s];
                _byConstraintMeans[k][s] = -weight / _deviations[k];
            }
            _constraints[k].AddGradient(
                point, _byConstraintMeans[k].AsSpan(0, _paths),
                byVariance / (2 * _deviations[k] * _deviations[k]), gradient);
        }
    }
}
