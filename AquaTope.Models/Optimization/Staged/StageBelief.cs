using System.Numerics;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Optimization.Staged.Learning;

namespace AquaTope.Models.Optimization.Staged;

/// <summary>
/// What is believed of one stage under every configuration of its function: for each, equally likely values of its
/// undisturbed seconds, infinite where it would fail.
/// </summary>
internal sealed class StageBelief
{
    // Where more than half of the worlds say that a stage fails, it has no mean duration.
    private const double LeastWorking = 0.5;

    private readonly FunctionChoices _choices;
    private readonly int[] _cpuFloors;
    private readonly int[] _memoryFloors;
    private readonly double[] _means;

    // [choice][draw], where the model has a residual surface; else the product of [cpu][draw] and [memory][draw].
    private readonly double[][]? _seconds;
    private readonly double[][] _computing;
    private readonly double[][] _paging;

    /// <param name="learned">What the stage has shown, and its models.</param>
    /// <param name="choices">The configurations of its function.</param>
    /// <param name="count">
    /// How many values there are to be, at least one per draw; further ones go through the draws again from another
    /// beginning, so that stages meet in other combinations.
    /// </param>
    /// <param name="rotation">Where the second round begins.</param>
    /// <param name="chance">Where the residual surface and the floors are drawn from.</param>
    public StageBelief(LearnedStage learned, FunctionChoices choices, int count, int rotation, CounterRandom chance)
    {
        var (evidence, models) = (learned.Evidence, learned.Models);
        _choices = choices;
        Models = [.. Enumerable.Range(0, count).Select(d => models[(d + d / models.Count * rotation) % models.Count])];
        _computing = Array.ConvertAll(
            choices.Cores, cores => Array.ConvertAll(Models, model => model.Work * model.Computing(cores)));
        _paging = Array.ConvertAll(
            choices.Megabytes, megabytes => Array.ConvertAll(Models, model => model.Paging(megabytes)));

        var floor = new FailureFloor(learned.OnFloors, choices);
        _cpuFloors = new int[count];
        _memoryFloors = new int[count];
        for (var draw = 0; draw < count; draw++)
        {
            var (cores, megabytes) = floor.Draw(chance.Uniform((ulong)draw, 0));
            _cpuFloors[draw] = Array.BinarySearch(choices.Cores, cores);
            _memoryFloors[draw] = Array.BinarySearch(choices.Megabytes, megabytes);
        }

        var residuals = new Residuals(evidence, models);
        var surface = ResidualSurface.Fit(
            evidence.Runs, residuals.Values, residuals.Straggling, residuals.Sigma, choices);
        Noise = residuals.NoiseAbout(surface);
        if (!surface.IsFlat) _seconds = Bend(surface, chance);
        _means = FindMeans();
    }

    public int Count => Models.Length;

    /// <summary>The model behind each value.</summary>
    public StageModel[] Models { get; }

    /// <summary>How runs stray from the undisturbed time.</summary>
    public StageNoise Noise { get; }

    public double Seconds(int choice, int draw) =>
        Works(choice, draw) ? Product(choice, draw) : double.PositiveInfinity;

    /// <summary>The mean over the values, failures apart; infinite where most of them are failures.</summary>
    public double Mean(int choice) => _means[choice];

    /// <summary>The share of the values that are no failures.</summary>
    public double ChanceToRun(int choice)
    {
        var running = 0;
        for (var draw = 0; draw < Count; draw++)
            if (Works(choice, draw))
                running++;
        return (double)running / Count;
    }

    /// <summary>The share of the values that are at most so long, one bound per value.</summary>
    public double ShareWithin(int choice, ReadOnlySpan<double> bounds)
    {
        var within = 0;
        for (var draw = 0; draw < bounds.Length; draw++)
            if (Product(choice, draw) <= bounds[draw] && Works(choice, draw))
                within++;
        return (double)within / bounds.Length;
    }

    // The models' values times those of the surface, of which each draw takes the same quantile everywhere:
    // right for every single configuration, and bold about unknown ones together. The surface is one about the
    // models' middle; where runs hold it, they hold every model in the same place, and only where nothing was
    // seen do models differ as they would.
    private double[][] Bend(ResidualSurface surface, CounterRandom chance)
    {
        var quantiles = new double[Count];
        for (var draw = 0; draw < quantiles.Length; draw++) quantiles[draw] = chance.Normal((ulong)draw, 1);
        var computing = Array.ConvertAll(_computing, draws => Array.ConvertAll(draws, Math.Log));
        var paging = Array.ConvertAll(_paging, draws => Array.ConvertAll(draws, Math.Log));
        var middleComputing = Array.ConvertAll(computing, draws => draws.Average());
        var middlePaging = Array.ConvertAll(paging, draws => draws.Average());
        var bent = new double[_choices.Count][];
        for (var choice = 0; choice < bent.Length; choice++)
        {
            var (mean, variance) = surface.At(_choices.Configurations[choice]);
            var deviation = Math.Sqrt(variance);
            var (cpu, memory) = (_choices.CpuAt[choice], _choices.MemoryAt[choice]);
            var middle = middleComputing[cpu] + middlePaging[memory];
            var freedom = Math.Min(1, variance / surface.Scale);
            var row = bent[choice] = new double[Count];
            for (var draw = 0; draw < row.Length; draw++)
            {
                var strays = computing[cpu][draw] + paging[memory][draw] - middle;
                row[draw] = Math.Exp(middle + freedom * strays + mean + deviation * quantiles[draw]);
            }
        }
        return bent;
    }

    private double[] FindMeans()
    {
        var working = Working();
        var means = new double[_choices.Count];
        for (var choice = 0; choice < means.Length; choice++)
        {
            var works = working[_choices.CpuAt[choice], _choices.MemoryAt[choice]] >= LeastWorking * Count;
            means[choice] = !works ? double.PositiveInfinity
                : _seconds is null ? MeanProduct(_computing[_choices.CpuAt[choice]], _paging[_choices.MemoryAt[choice]])
                : _seconds[choice].Average();
        }
        return means;
    }

    // How many draws have no floor above a CPU share and a memory size.
    private int[,] Working()
    {
        var working = new int[_choices.Cores.Length, _choices.Megabytes.Length];
        for (var draw = 0; draw < Count; draw++) working[_cpuFloors[draw], _memoryFloors[draw]]++;
        for (var i = 0; i < working.GetLength(0); i++)
            for (var j = 1; j < working.GetLength(1); j++)
                working[i, j] += working[i, j - 1];
        for (var i = 1; i < working.GetLength(0); i++)
            for (var j = 0; j < working.GetLength(1); j++)
                working[i, j] += working[i - 1, j];
        return working;
    }

    private static double MeanProduct(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = Vector<double>.Zero;
        var at = 0;
        for (; at <= left.Length - Vector<double>.Count; at += Vector<double>.Count)
            sum += new Vector<double>(left[at..]) * new Vector<double>(right[at..]);
        var rest = Vector.Sum(sum);
        for (; at < left.Length; at++) rest += left[at] * right[at];
        return rest / left.Length;
    }

    private double Product(int choice, int draw) => _seconds is null
        ? _computing[_choices.CpuAt[choice]][draw] * _paging[_choices.MemoryAt[choice]][draw]
        : _seconds[choice][draw];

    private bool Works(int choice, int draw) =>
        _choices.MemoryAt[choice] >= _memoryFloors[draw] && _choices.CpuAt[choice] >= _cpuFloors[draw];
}
