using System.Numerics;

namespace AquaTope.Models.Optimization.Staged.Learning;

/// <summary>
/// The runs of one stage in columns, padded to whole vectors: reciprocal cores, reciprocal megabytes
/// and the logarithm of the seconds.
/// </summary>
internal sealed class StageObservations
{
    private readonly Vector<double>[] _inverseCores;
    private readonly Vector<double>[] _inverseMegabytes;
    private readonly Vector<double>[] _logSeconds;
    private readonly Vector<long>[] _isThrottled;
    private readonly Vector<long>[] _isCensored;
    private readonly Vector<long>[] _isReal;

    /// <param name="runs">Resources and seconds of each run.</param>
    /// <param name="limitSeconds">A run of this length was cut off there: it would have taken at least as long.</param>
    public StageObservations(IReadOnlyList<StageRun> runs, double limitSeconds)
    {
        Runs = runs;
        var width = Vector<double>.Count;
        Blocks = (runs.Count + width - 1) / width;
        _inverseCores = new Vector<double>[Blocks];
        _inverseMegabytes = new Vector<double>[Blocks];
        _logSeconds = new Vector<double>[Blocks];
        _isThrottled = new Vector<long>[Blocks];
        _isCensored = new Vector<long>[Blocks];
        _isReal = new Vector<long>[Blocks];

        Span<double> columns = stackalloc double[3 * width];
        Span<long> masks = stackalloc long[3 * width];
        for (var block = 0; block < Blocks; block++)
        {
            for (var lane = 0; lane < width; lane++)
            {
                var at = block * width + lane;
                var (resources, seconds) = runs[Math.Min(at, runs.Count - 1)];
                columns[lane] = 1 / resources.Cpu.Cores;
                columns[width + lane] = 1.0 / resources.Memory.Megabytes;
                columns[2 * width + lane] = Math.Log(Math.Max(seconds, StageModel.ShortestSeconds));
                masks[lane] = resources.Cpu.Cores < 1 ? -1 : 0;
                masks[width + lane] = seconds >= limitSeconds ? -1 : 0;
                masks[2 * width + lane] = at < runs.Count ? -1 : 0;
            }
            _inverseCores[block] = new Vector<double>(columns);
            _inverseMegabytes[block] = new Vector<double>(columns[width..]);
            _logSeconds[block] = new Vector<double>(columns[(2 * width)..]);
            _isThrottled[block] = new Vector<long>(masks);
            _isCensored[block] = new Vector<long>(masks[width..]);
            _isReal[block] = new Vector<long>(masks[(2 * width)..]);
        }
    }

    public IReadOnlyList<StageRun> Runs { get; }

    /// <summary>The number of vectors in a column.</summary>
    public int Blocks { get; }

    /// <summary>
    /// The logarithm of the likelihood. A run's residual, in logarithms, is Gaussian with the model's spread; a share
    /// of the runs straggles, and their residuals are spread evenly over <see cref="StageModel.StragglerLeast"/> to
    /// <see cref="StageModel.StragglerMost"/>, thinly beyond. So a straggler is discounted as far as it looks like
    /// one and no run is ever removed.
    /// </summary>
    public double LogLikelihood(in StageModel model)
    {
        var one = Vector<double>.One;
        var sequential = new Vector<double>(1 - model.ParallelFraction);
        var parallel = new Vector<double>(model.ParallelFraction);
        var knee = new Vector<double>(model.MemoryKneeMb);
        var pressure = new Vector<double>(model.MemoryPressure);
        var logWork = new Vector<double>(Math.Log(model.Work));
        var precision = new Vector<double>(-0.5 / (model.Sigma * model.Sigma));
        var peak = new Vector<double>((1 - model.StragglerRate) / (model.Sigma * Math.Sqrt(2 * Math.PI)));
        var straggling = new Vector<double>(model.StragglerRate * StageModel.StragglerDensity);
        var odd = new Vector<double>(model.StragglerRate * StageModel.OddDensity);
        var least = new Vector<double>(StageModel.StragglerLeast);
        var most = new Vector<double>(StageModel.StragglerMost);

        var sum = Vector<double>.Zero;
        var product = one;
        for (var block = 0; block < Blocks; block++)
        {
            var inverse = _inverseCores[block];
            var computing = Vector.ConditionalSelect(_isThrottled[block], inverse, sequential + parallel * inverse);
            var shortage = Vector.Max(knee * _inverseMegabytes[block] - one, Vector<double>.Zero);
            var residual = _logSeconds[block] - logWork - Vector.Log(computing * (one + pressure * shortage));
            residual = Vector.ConditionalSelect(
                _isCensored[block], Vector.Max(residual, Vector<double>.Zero), residual);
            var isStraggling = Vector.GreaterThan(residual, least) & Vector.LessThan(residual, most);
            var density = peak * Vector.Exp(precision * residual * residual)
                + Vector.ConditionalSelect(isStraggling, straggling, odd);
            product *= Vector.ConditionalSelect(_isReal[block], density, one);
            // Four factors of at least a millionth and at most a million neither vanish nor overflow.
            if ((block & 3) != 3) continue;
            sum += Vector.Log(product);
            product = one;
        }
        return Vector.Sum(sum + Vector.Log(product));
    }
}
