namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>
/// A Gaussian process given observations (Rasmussen and Williams 2006, algorithm 2.1). Predictions are of the latent
/// function; the noise of an observation is added by whoever predicts one.
/// </summary>
public sealed class GaussianProcess
{
    // Up to here the scratch space of a prediction is taken from the stack.
    private const int MostOnStack = 512;

    private readonly KernelShape _shape;
    private readonly ScaledPoints _points;
    private readonly Cholesky _factor;
    private readonly List<double> _values = [];
    private double[] _weights = [];

    private GaussianProcess(KernelShape shape, Hyperparameters hyperparameters, int capacity)
    {
        _shape = shape;
        Hyperparameters = hyperparameters;
        _points = new ScaledPoints(hyperparameters.LengthScales, capacity);
        _factor = new Cholesky(capacity);
    }

    public Hyperparameters Hyperparameters { get; }

    /// <summary>The number of observations n.</summary>
    public int Count => _values.Count;

    /// <summary>The n observed values.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>The process given values at points.</summary>
    /// <param name="shape">The kernel.</param>
    /// <param name="hyperparameters">Its parameters, the noise and the mean.</param>
    /// <param name="points">n points.</param>
    /// <param name="values">n observed values.</param>
    /// <param name="extraNoise">A variance to add to each observation's noise; empty for none.</param>
    public static GaussianProcess Condition(
        KernelShape shape, Hyperparameters hyperparameters, IReadOnlyList<double[]> points,
        ReadOnlySpan<double> values, ReadOnlySpan<double> extraNoise = default)
    {
        var process = new GaussianProcess(shape, hyperparameters, points.Count + 8);
        for (var i = 0; i < points.Count; i++)
            process.Append(points[i], values[i], extraNoise.IsEmpty ? 0 : extraNoise[i]);
        process.Weigh();
        return process;
    }

    /// <summary>
    /// Takes one more observation into account, at the cost of one row of the factor; what was predicted before stays
    /// as it was.
    /// </summary>
    public void Observe(ReadOnlySpan<double> point, double value, double extraNoise = 0)
    {
        Append(point, value, extraNoise);
        Weigh();
    }

    /// <summary>The belief about the latent value at a point.</summary>
    public Prediction Predict(ReadOnlySpan<double> point)
    {
        Span<double> cross = Count <= MostOnStack ? stackalloc double[Count] : new double[Count];
        Covariances(point, cross);
        var mean = Hyperparameters.Mean + Vectors.Dot(_weights, cross);
        _factor.SolveLower(cross, cross);
        return new Prediction(mean, Math.Max(0, Hyperparameters.OutputScale - Vectors.Dot(cross, cross)));
    }

    /// <summary>The belief about the latent value at a point, and how it changes with the point.</summary>
    /// <param name="point">d coordinates.</param>
    /// <param name="meanGradient">d numbers to be written.</param>
    /// <param name="varianceGradient">d numbers to be written.</param>
    public Prediction Predict(
        ReadOnlySpan<double> point, Span<double> meanGradient, Span<double> varianceGradient)
    {
        var n = Count;
        Span<double> scratch = 3 * n <= MostOnStack ? stackalloc double[3 * n] : new double[3 * n];
        var cross = scratch[..n];
        var slopes = scratch.Slice(n, n);
        var solved = scratch.Slice(2 * n, n);
        _points.SquaredDistances(point, cross);
        Kernel.Correlate(_shape, cross, slopes);
        var scale = Hyperparameters.OutputScale;
        for (var i = 0; i < n; i++) cross[i] *= scale;
        var mean = Hyperparameters.Mean + Vectors.Dot(_weights, cross);
        _factor.SolveLower(cross, solved);
        var variance = Math.Max(0, scale - Vectors.Dot(solved, solved));

        _factor.SolveUpper(solved, solved);
        meanGradient.Clear();
        varianceGradient.Clear();
        for (var i = 0; i < n; i++) cross[i] = scale * slopes[i] * _weights[i];
        _points.AddGradient(point, cross, meanGradient);
        for (var i = 0; i < n; i++) cross[i] = -2 * scale * slopes[i] * solved[i];
        _points.AddGradient(point, cross, varianceGradient);
        return new Prediction(mean, variance);
    }

    /// <summary>The belief about the latent values at several points together.</summary>
    public JointPrediction Predict(IReadOnlyList<double[]> points)
    {
        var m = points.Count;
        var mean = new double[m];
        var solved = new double[m][];
        for (var i = 0; i < m; i++)
        {
            solved[i] = new double[Count];
            Covariances(points[i], solved[i]);
            mean[i] = Hyperparameters.Mean + Vectors.Dot(_weights, solved[i]);
            _factor.SolveLower(solved[i], solved[i]);
        }

        var among = new ScaledPoints(Hyperparameters.LengthScales, m);
        foreach (var point in points) among.Add(point);
        var covariance = new double[m, m];
        var row = new double[m];
        for (var i = 0; i < m; i++)
        {
            among.SquaredDistances(points[i], row);
            Kernel.Correlate(_shape, row);
            for (var j = 0; j <= i; j++)
                covariance[i, j] = covariance[j, i] =
                    Hyperparameters.OutputScale * row[j] - Vectors.Dot(solved[i], solved[j]);
        }
        return new JointPrediction(mean, covariance);
    }

    /// <summary>
    /// What each observation is predicted to be by all others, its noise included, without fitting anew: with A the
    /// covariance of the observations and r = A^-1 (y - mean), the mean is y_i - r_i / (A^-1)_ii and the variance
    /// 1 / (A^-1)_ii (Rasmussen and Williams 2006, 5.4.2).
    /// </summary>
    public Prediction[] LeaveOneOut()
    {
        var n = Count;
        var inverse = new double[n * n];
        _factor.Invert(inverse);
        var predictions = new Prediction[n];
        for (var i = 0; i < n; i++)
        {
            var precision = inverse[i * n + i];
            predictions[i] = new Prediction(_values[i] - _weights[i] / precision, 1 / precision);
        }
        return predictions;
    }

    private void Covariances(ReadOnlySpan<double> point, Span<double> covariances)
    {
        _points.SquaredDistances(point, covariances);
        Kernel.Correlate(_shape, covariances);
        for (var i = 0; i < covariances.Length; i++) covariances[i] *= Hyperparameters.OutputScale;
    }

    private void Append(ReadOnlySpan<double> point, double value, double extraNoise)
    {
        var row = new double[Count + 1];
        Covariances(point, row.AsSpan(0, Count));
        row[Count] = Hyperparameters.OutputScale + Hyperparameters.Noise + extraNoise;
        if (!_factor.TryExtend(row))
            throw new InvalidOperationException(
                $"The covariance of {Count + 1} observations is singular under {Hyperparameters}.");
        _points.Add(point);
        _values.Add(value);
    }

    private void Weigh()
    {
        if (_weights.Length != Count) _weights = new double[Count];
        for (var i = 0; i < Count; i++) _weights[i] = _values[i] - Hyperparameters.Mean;
        _factor.Solve(_weights, _weights);
    }
}
