using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Staged;

/// <summary>
/// Where a stage cannot run: below an unknown floor of memory or an unknown floor of CPU every run fails, above both a run
/// fails by accident. More of either never makes a failure likelier.
/// </summary>
internal sealed class FailureFloor
{
    // Many stages have no floor within their range; else it lies anywhere in the logarithm. Accidents are rare, but nobody
    // knows how rare.
    private const double NoMemoryFloor = 0.7;
    private const double NoCpuFloor = 0.95;
    private static readonly double[] AccidentRates = [0.001, 0.003, 0.01, 0.03, 0.1];

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
        _cumulative = new double[_memoryFloors.Length * _cpuFloors.Length];
        var logs = new double[_cumulative.Length];
        for (var i = 0; i < _memoryFloors.Length; i++)
            for (var j = 0; j < _cpuFloors.Length; j++)
                logs[i * _cpuFloors.Length + j] =
                    LogPrior(_memoryFloors, i, NoMemoryFloor) + LogPrior(_cpuFloors, j, NoCpuFloor)
                    + LogLikelihood(evidence, _memoryFloors[i], _cpuFloors[j]);
        var most = logs.Max();
        var sum = 0.0;
        for (var i = 0; i < logs.Length; i++) _cumulative[i] = sum += Math.Exp(logs[i] - most);
        for (var i = 0; i < logs.Length; i++) _cumulative[i] /= sum;
    }

    /// <summary>One of the equally likely pairs of floors.</summary>
    /// <param name="chance">A number in (0, 1).</param>
    public (double Cores, double Megabytes) Draw(double chance)
    {
        var at = Array.BinarySearch(_cumulative, chance);
        at = Math.Min(at < 0 ? ~at : at, _cumulative.Length - 1);
        return (_cpuFloors[at % _cpuFloors.Length], _memoryFloors[at / _cpuFloors.Length]);
    }

    private static double LogPrior(double[] floors, int at, double none) => Math.Log(at == 0
        ? none
        : (1 - none) * Math.Log(floors[at] / floors[at - 1]) / Math.Log(floors[^1] / floors[0]));

    private static double LogLikelihood(StageEvidence evidence, double megabytes, double cores)
    {
        var (below, above) = (0, 0);
        foreach (var run in evidence.Runs)
            if (IsBelow(run.Resources)) below++;
            else above++;
        var accidents = evidence.Failures.Count(resources => !IsBelow(resources));

        var likelihood = 0.0;
        foreach (var rate in AccidentRates)
            likelihood += Math.Pow(rate, accidents) * Math.Pow(1 - rate, above) / AccidentRates.Length;
        return Math.Log(likelihood) + below * Math.Log(Exception);

        bool IsBelow(ResourceConfiguration resources) =>
            resources.Memory.Megabytes < megabytes - 0.5 || resources.Cpu.Cores < cores - 1e-6;
    }

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
