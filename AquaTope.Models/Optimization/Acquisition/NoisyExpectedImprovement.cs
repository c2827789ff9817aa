namespace AquaTope.Models.Optimization.Acquisition;

/// <summary>
/// Constrained noisy expected improvement of a batch by Monte Carlo (Letham et al. 2019; Balandat et al., NeurIPS'20):
/// the mean over sample paths of the most that any point of the batch gains over the path's own best observed point. A
/// constraint weighs by a sigmoid. The gradient is that of the point in question, those chosen before being held.
/// </summary>
public sealed class NoisyExpectedImprovement : IAcquisition
{
    /// <summary>A constraint of so much beyond 0 counts as 0.27 of a feasible one.</summary>
    public const double Temperature = 1e-3;

    private readonly SamplePaths _objective;
    private readonly SamplePaths[] _constraints;
    private readonly Func<int, int, double[]> _normals;
    // What a point must fall below to be worth anything, and what the observed points and the batch are worth so far.
    private readonly double[] _levels;
    private readonly double[] _achieved;
    private readonly double _observed;

    private readonly double[] _means;
    private readonly double[] _byMeans;
    private readonly double[][] _constraintMeans;
    private readonly double[][] _byConstraintMeans;
    private readonly double[] _deviations;
    private double[][] _next = [];

    private NoisyExpectedImprovement(
        SamplePaths objective, IReadOnlyList<SamplePaths> constraints, Func<int, int, double[]> normals,
        double[] levels, double[] achieved)
    {
        _objective = objective;
        _constraints = [.. constraints];
        _normals = normals;
        _levels = levels;
        _achieved = achieved;
        _observed = achieved.Average();
        _means = new double[objective.Paths];
        _byMeans = new double[objective.Paths];
        _constraintMeans = [.. constraints.Select(_ => new double[objective.Paths])];
        _byConstraintMeans = [.. constraints.Select(_ => new double[objective.Paths])];
        _deviations = new double[constraints.Count];
        DrawNext();
    }

    /// <summary>The improvement on the best observed point that is feasible on the path, weighted by
    /// feasibility.</summary>
    /// <param name="objective">Paths of the objective, which is minimised.</param>
    /// <param name="constraints">Paths of the constraints, which are to be at most 0; over the same points.</param>
    /// <param name="normals">The base samples of a point (counted from 0, observed ones first) and an output (the
    /// objective is 0), one for each path.</param>
    /// <param name="fallback">The incumbent of a path on which no observed point is feasible.</param>
    public static NoisyExpectedImprovement OverFeasible(
        SamplePaths objective, IReadOnlyList<SamplePaths> constraints, Func<int, int, double[]> normals,
        double fallback) => new(
        objective, constraints, normals, Incumbents.Of(objective, [.. constraints], fallback),
        new double[objective.Paths]);

    /// <summary>
    /// The improvement of a penalised objective: an infeasible point counts as one of the infeasible cost, observed
    /// ones included. The cost must lie above every objective of interest, or infeasible points pass for good ones.
    /// </summary>
    /// <param name="objective">Paths of the objective, which is minimised.</param>
    /// <param name="constraints">Paths of the constraints, which are to be at most 0; over the same points.</param>
    /// <param name="normals">The base samples of a point (counted from 0, observed ones first) and an output (the
    /// objective is 0), one for each path.</param>
    /// <param name="infeasibleCost">The objective that an infeasible point counts as.</param>
    public static NoisyExpectedImprovement Penalized(
        SamplePaths objective, IReadOnlyList<SamplePaths> constraints, Func<int, int, double[]> normals,
        double infeasibleCost)
    {
        var paths = objective.Paths;
        var levels = new double[paths];
        Array.Fill(levels, infeasibleCost);
        var achieved = new double[paths];
        Array.Fill(achieved, double.NegativeInfinity);
        var worths = new double[paths];
        var limits = new double[paths];
        for (var i = 0; i < objective.Count; i++)
        {
            objective.Values(i, worths);
            for (var s = 0; s < paths; s++) worths[s] = infeasibleCost - worths[s];
            foreach (var constraint in constraints)
            {
                constraint.Values(i, limits);
                for (var s = 0; s < paths; s++) worths[s] *= Sigmoid(-limits[s] / Temperature);
            }
            for (var s = 0; s < paths; s++) achieved[s] = Math.Max(achieved[s], worths[s]);
        }
        return new NoisyExpectedImprovement(objective, constraints, normals, levels, achieved);
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var deviation = Condition(point);
        var paths = _objective.Paths;
        var (sum, byDeviation) = (0.0, 0.0);
        Span<double> byDeviations = stackalloc double[_constraints.Length];
        byDeviations.Clear();
        Array.Clear(_byMeans);
        foreach (var derivatives in _byConstraintMeans) Array.Clear(derivatives);
        for (var s = 0; s < paths; s++)
        {
            var worth = Worth(s, deviation, out var weight);
            if (worth <= _achieved[s])
            {
                sum += _achieved[s];
                continue;
            }

            sum += worth;
            _byMeans[s] = -weight / paths;
            byDeviation += _byMeans[s] * _next[0][s];
            for (var k = 0; k < _constraints.Length; k++)
            {
                var limit = _constraintMeans[k][s] + _deviations[k] * _next[k + 1][s];
                var slope = -worth * (1 - Sigmoid(-limit / Temperature)) / Temperature / paths;
                _byConstraintMeans[k][s] = slope;
                byDeviations[k] += slope * _next[k + 1][s];
            }
        }

        var value = sum / paths - _observed;
        if (gradient.IsEmpty) return value;
        gradient.Clear();
        _objective.AddGradient(point, _byMeans, byDeviation / (2 * deviation), gradient);
        for (var k = 0; k < _constraints.Length; k++)
            _constraints[k].AddGradient(
                point, _byConstraintMeans[k], byDeviations[k] / (2 * _deviations[k]), gradient);
        return value;
    }

    public void Choose(ReadOnlySpan<double> point)
    {
        var deviation = Condition(point);
        for (var s = 0; s < _achieved.Length; s++) _achieved[s] = Math.Max(_achieved[s], Worth(s, deviation, out _));
        _objective.Extend(point, _next[0]);
        for (var k = 0; k < _constraints.Length; k++) _constraints[k].Extend(point, _next[k + 1]);
        DrawNext();
    }

    private double Condition(ReadOnlySpan<double> point)
    {
        for (var k = 0; k < _constraints.Length; k++)
            _deviations[k] = Math.Sqrt(_constraints[k].Condition(point, _constraintMeans[k]));
        return Math.Sqrt(_objective.Condition(point, _means));
    }

    private double Worth(int path, double deviation, out double weight)
    {
        weight = 1;
        for (var k = 0; k < _constraints.Length; k++)
            weight *= Sigmoid(-(_constraintMeans[k][path] + _deviations[k] * _next[k + 1][path]) / Temperature);
        return weight * (_levels[path] - (_means[path] + deviation * _next[0][path]));
    }

    private void DrawNext() =>
        _next = [.. Enumerable.Range(0, _constraints.Length + 1).Select(output => _normals(_objective.Count, output))];

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
