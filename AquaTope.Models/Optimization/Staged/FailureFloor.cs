using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Staged;

/// <summary>
/// Where a stage does not run reliably: below an unknown floor of memory or an unknown floor of CPU every run fails,
/// just above the floor of memory some do, where it hangs on the input whether a run fits, and above that a run fails
/// by accident. More of either never makes a failure likelier.
/// </summary>
internal sealed class FailureFloor
{
    // Many stages have no floor within their range; else it lies anywhere in the logarithm. Accidents are
    // rare, but nobody knows how rare.
    private const double NoMemoryFloor = 0.7;
    private const double NoCpuFloor = 0.95;
    private static readonly double[] AccidentRates = [0.001, 0.003, 0.01, 0.03, 0.1];

    // How many levels above the floor of memory some runs fail, and which share of them. Floors that lie
    // within the range are mostly sharp; where none does, it may lie just below, and only many runs with the
    // least memory speak against it.
    private static readonly double[] EdgeWidths = [0.99, 0.007, 0.003];
    private static readonly double[] EdgeWidthsWithoutFloor = [0.96, 0.03, 0.01];
    private static readonly double[] EdgeRates = [0.05, 0.2, 0.5];

    // A run that ended below its floor: the floor is not quite sharp.
    private const double Exception = 1e-3;

    private readonly double[] _memoryFloors;
    private readonly double[] _cpuFloors;
    private readonly double[] _cumulative;

    /// <param name="evidence">The stage's runs and failures.</param>
    /// <param name="choices">The configurations there are; a floor lies between two neighbours.</param>
    public FailureFloor(StageEvidence evidence, FunctionChoices choices)
    {
        // A floor at a level means that everything below it fails; the lowest level is no floor.
        _memoryFloors = Thin(choices.Megabytes);
        _cpuFloors = Thin(choices.Cores);
        _cumulative = new double[EdgeWidths.Length * _memoryFloors.Length * _cpuFloors.Length];
        var logs = new double[_cumulative.Length];
        for (var at = 0; at < logs.Length; at++)
        {
            var (memory, cpu, width) = Place(at);
            var widths = memory == 0 ? EdgeWidthsWithoutFloor : EdgeWidths;
            logs[at] = LogPrior(_memoryFloors, memory, NoMemoryFloor) + LogPrior(_cpuFloors, cpu, NoCpuFloor)
                + Math.Log(widths[width])
                + LogLikelihood(evidence, _memoryFloors[memory], EdgeOf(memory, width), _cpuFloors[cpu]);
        }
        var most = logs.Max();
        var sum = 0.0;
        for (var i = 0; i < logs.Length; i++) _cumulative[i] = sum += Math.Exp(logs[i] - most);
        for (var i = 0; i < logs.Length; i++) _cumulative[i] /= sum;
    }

    /// <summary>One of the equally likely pairs of what a stage runs reliably from.</summary>
    /// <param name="chance">A number in (0, 1).</param>
    public (double Cores, double Megabytes) Draw(double chance)
    {
        var at = Array.BinarySearch(_cumulative, chance);
        at = Math.Min(at < 0 ? ~at : at, _cumulative.Length - 1);
        var (memory, cpu, width) = Place(at);
        return (_cpuFloors[cpu], EdgeOf(memory, width));
    }

    private (int Memory, int Cpu, int Width) Place(int at)
    {
        var (floors, width) = Math.DivRem(at, EdgeWidths.Length);
        return (floors / _cpuFloors.Length, floors % _cpuFloors.Length, width);
    }

    private double EdgeOf(int memory, int width) => _memoryFloors[Math.Min(memory + width, _memoryFloors.Length - 1)];

    private static double LogPrior(double[] floors, int at, double none) => Math.Log(at == 0
        ? none
        : (1 - none) * Math.Log(floors[at] / floors[at - 1]) / Math.Log(floors[^1] / floors[0]));

    private static double LogLikelihood(StageEvidence evidence, double floor, double edge, double cores)
    {
        var (below, kept, above) = (0, 0, 0);
        foreach (var run in evidence.Runs)
            if (IsBelow(run.Resources, floor)) below++;
            else if (IsBelow(run.Resources, edge)) kept++;
            else above++;
        var (failed, accidents) = (0, 0);
        foreach (var resources in evidence.Failures)
            if (!IsBelow(resources, edge)) accidents++;
            else if (!IsBelow(resources, floor)) failed++;

        return Math.Log(Likelihood(AccidentRates, accidents, above)) + Math.Log(Likelihood(EdgeRates, failed, kept))
            + below * Math.Log(Exception);

        bool IsBelow(ResourceConfiguration resources, double megabytes) =>
            resources.Memory.Megabytes < megabytes - 0.5 || resources.Cpu.Cores < cores - 1e-6;
    }

    private static double Likelihood(double[] rates, int failures, int runs) =>
        rates.Average(rate => Math.Pow(rate, failures) * Math.Pow(1 - rate, runs));

    // Even in the logarithm, so that the lower levels, where floors are, stay apart.
    private static double[] Thin(double[] levels)
    {
        const int most = 24;
        if (levels.Length <= most) return levels;
        var ratio = Math.Log(levels[^1] / levels[0]) / (most - 1);
        var thinned = new List<double>();
        foreach (var level in levels)
            if (thinned.Count == 0 || Math.Log(level / thinned[^1]) >= 0.7 * ratio)
                thinned.Add(level);
        return [.. thinned];
    }
}
