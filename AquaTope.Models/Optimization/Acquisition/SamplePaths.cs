using AquaTope.Models.Optimization.Gaussian;

namespace AquaTope.Models.Optimization.Acquisition;

/// <summary>
/// Functions drawn from a Gaussian process given observations, known at a growing set of points: at the observed ones
/// to begin with, then at any that is added. Given a path, the value anywhere else is normal with a mean that differs
/// from path to path and a variance that does not.
/// </summary>
/// <remarks>
/// With K = L L' the covariance of the latent values f at the observed points, f = mean + L a, and a is standard normal
/// before the observations. Given y with noise N it is normal with precision B = I + L' N^-1 L, whose eigenvalues are
/// never below 1: repeated points do no harm. B is factored as U U' with U upper triangular, so that L U'^-1 is the
/// Cholesky factor of the posterior covariance and base samples mean the same as in other implementations.
/// </remarks>
public sealed class SamplePaths
{
    // Repeated points make K singular; this share of the output scale on its diagonal keeps the factor usable and moves
    // a sample by a hundred-thousandth of its deviation.
    private const double Jitter = 1e-10;

    private readonly KernelShape _shape;
    private readonly Hyperparameters _hyperparameters;
    private readonly ScaledPoints _points;
    private readonly Cholesky _factor;

    // Whitened values a by point: entry [i][s] belongs to point i of path s.
    private readonly List<double[]> _whitened = [];

    private double[] _cross = [];
    private double[] _slopes = [];
    private double[] _solved = [];
    private double[] _back = [];

    private SamplePaths(KernelShape shape, Hyperparameters hyperparameters, int paths, int capacity)
    {
        _shape = shape;
        _hyperparameters = hyperparameters;
        Paths = paths;
        _points = new ScaledPoints(hyperparameters.LengthScales, capacity);
        _factor = new Cholesky(capacity);
    }

    /// <summary>The number of paths S.</summary>
    public int Paths { get; }

    /// <summary>The number of points at which the paths are known.</summary>
    public int Count => _points.Count;

    /// <summary>Draws paths at the observed points.</summary>
    /// <param name="shape">The kernel.</param>
    /// <param name="hyperparameters">Its parameters, the noise and the mean.</param>
    /// <param name="points">n observed points.</param>
    /// <param name="values">n observed values.</param>
    /// <param name="extraNoise">A variance to add to each observation's noise; empty for none.</param>
    /// <param name="paths">The number of paths S.</param>
    /// <param name="normal">The standard normal number of a path at a point, by their positions.</param>
    public static SamplePaths Draw(
        KernelShape shape, Hyperparameters hyperparameters, IReadOnlyList<double[]> points,
        ReadOnlySpan<double> values, ReadOnlySpan<double> extraNoise, int paths, Func<int, int, double> normal)
    {
        var n = points.Count;
        var drawn = new SamplePaths(shape, hyperparameters, paths, n + 8);
        foreach (var point in points) drawn.AddPoint(point);
        drawn.Resize();

        var noise = new double[n];
        for (var i = 0; i < n; i++) noise[i] = hyperparameters.Noise + (extraNoise.IsEmpty ? 0 : extraNoise[i]);

        // B with rows and columns in reverse order, so that its Cholesky factor is U in reverse order.
        var columns = drawn.Columns();
        var reversed = new double[n * n];
        var right = new double[n];
        var scaled = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var k = i; k < n; k++) scaled[k] = columns[i][k] / noise[k];
            for (var j = 0; j <= i; j++)
                reversed[(n - 1 - j) * n + (n - 1 - i)] =
                    Vectors.Dot(scaled.AsSpan(i), columns[j].AsSpan(i)) + (i == j ? 1 : 0);
            for (var k = i; k < n; k++) right[n - 1 - i] += scaled[k] * (values[k] - hyperparameters.Mean);
        }
        var precision = new Cholesky(n);
        if (!precision.TryFactor(reversed, n))
            throw new InvalidOperationException(
                $"The posterior of {n} observations is singular under {hyperparameters}.");
        precision.SolveLower(right, right);

        // In reverse order B = R R', and B^-1 (right + R z) = R'^-1 (R^-1 right + z).
        for (var i = 0; i < n; i++) drawn._whitened.Add(new double[paths]);
        var whitened = new double[n];
        for (var s = 0; s < paths; s++)
        {
            for (var i = 0; i < n; i++) whitened[i] = right[i] + normal(s, n - 1 - i);
            precision.SolveUpper(whitened, whitened);
            for (var i = 0; i < n; i++) drawn._whitened[i][s] = whitened[n - 1 - i];
        }
        return drawn;
    }

    /// <summary>Writes the values of all paths at a known point.</summary>
    public void Values(int point, Span<double> values)
    {
        values.Fill(_hyperparameters.Mean);
        var row = _factor.Row(point);
        for (var i = 0; i < row.Length; i++) Vectors.AddScaled(values, _whitened[i], row[i]);
    }

    /// <summary>Adds a point; each path's value there is drawn given the path so far.</summary>
    /// <param name="point">d coordinates.</param>
    /// <param name="normals">One standard normal number for each path.</param>
    public void Extend(ReadOnlySpan<double> point, ReadOnlySpan<double> normals)
    {
        AddPoint(point);
        _whitened.Add(normals.ToArray());
        Resize();
    }

    /// <summary>
    /// The belief about the value at a point given each path. Keeps what <see cref="AddGradient"/> needs.
    /// </summary>
    /// <param name="point">d coordinates.</param>
    /// <param name="means">One for each path, to be written.</param>
    /// <returns>The variance that all paths share.</returns>
    public double Condition(ReadOnlySpan<double> point, Span<double> means)
    {
        _points.SquaredDistances(point, _cross);
        Kernel.Correlate(_shape, _cross, _slopes);
        var scale = _hyperparameters.OutputScale;
        for (var i = 0; i < _cross.Length; i++)
        {
            _cross[i] *= scale;
            _slopes[i] *= scale;
        }
        _factor.SolveLower(_cross, _solved);
        means.Fill(_hyperparameters.Mean);
        for (var i = 0; i < _solved.Length; i++) Vectors.AddScaled(means, _whitened[i], _solved[i]);
        return Math.Max(scale * Jitter, scale - Vectors.Dot(_solved, _solved));
    }

    /// <summary>
    /// Adds to a gradient that of a function of the means and the variance which <see cref="Condition"/> gave last.
    /// </summary>
    /// <param name="point">The same point.</param>
    /// <param name="byMeans">The derivative of the function with respect to the mean of each path.</param>
    /// <param name="byVariance">The derivative with respect to the variance.</param>
    /// <param name="gradient">d numbers to be added to.</param>
    public void AddGradient(
        ReadOnlySpan<double> point, ReadOnlySpan<double> byMeans, double byVariance, Span<double> gradient)
    {
        for (var i = 0; i < _back.Length; i++)
            _back[i] = Vectors.Dot(byMeans, _whitened[i]) - 2 * byVariance * _solved[i];
        _factor.SolveUpper(_back, _back);
        for (var i = 0; i < _back.Length; i++) _back[i] *= _slopes[i];
        _points.AddGradient(point, _back, gradient);
    }

    private void AddPoint(ReadOnlySpan<double> point)
    {
        var row = new double[Count + 1];
        _points.SquaredDistances(point, row.AsSpan(0, Count));
        Kernel.Correlate(_shape, row.AsSpan(0, Count));
        for (var i = 0; i < Count; i++) row[i] *= _hyperparameters.OutputScale;
        var jitter = Jitter;
        do
        {
            row[Count] = _hyperparameters.OutputScale * (1 + jitter);
            jitter *= 10;
        } while (!_factor.TryExtend(row));
        _points.Add(point);
    }

    // Column i of L from its diagonal down; what lies above is zero.
    private double[][] Columns()
    {
        var n = Count;
        var columns = new double[n][];
        for (var i = 0; i < n; i++)
        {
            columns[i] = new double[n];
            for (var k = i; k < n; k++) columns[i][k] = _factor.Row(k)[i];
        }
        return columns;
    }

    private void Resize()
    {
        _cross = new double[Count];
        _slopes = new double[Count];
        _solved = new double[Count];
        _back = new double[Count];
    }
}
