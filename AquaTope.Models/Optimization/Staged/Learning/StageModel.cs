namespace AquaTope.Models.Optimization.Staged.Learning;

/// <summary>
/// How long a stage takes with c cores and m megabytes: <c>w A(c) R(m)</c>, disturbed. <c>A = 1/c</c> for c below
/// 1, where a container is throttled, else Amdahl's <c>(1-p) + p/c</c>; <c>R = 1 + a (k/m - 1)</c> for m below the
/// working set k, else 1. More of either never makes it slower. A logarithm of a run's time strays by
/// <c>sigma</c>; a share of runs straggles.
/// </summary>
/// <param name="Work">w: seconds on one core with ample memory.</param>
/// <param name="ParallelFraction">p, in (0, 1).</param>
/// <param name="MemoryKneeMb">k.</param>
/// <param name="MemoryPressure">a, above 0.</param>
/// <param name="Sigma">Standard deviation of the logarithm of a run's time.</param>
/// <param name="StragglerRate">The share of runs that straggle.</param>
internal readonly record struct StageModel(
    double Work, double ParallelFraction, double MemoryKneeMb, double MemoryPressure, double Sigma,
    double StragglerRate)
{
    /// <summary>Below this a duration is taken for this long: its logarithm is needed.</summary>
    public const double ShortestSeconds = 1e-6;

    /// <summary>The least logarithm of a straggler's factor.</summary>
    public const double StragglerLeast = -0.2;

    /// <summary>The greatest logarithm of a straggler's factor: 30 times.</summary>
    public const double StragglerMost = 3.4;

    /// <summary>The density between the two; what is left of it is for runs that are odd in other ways.</summary>
    public const double StragglerDensity = 0.95 / (StragglerMost - StragglerLeast);

    /// <summary>The density of residuals no straggler has.</summary>
    public const double OddDensity = 0.01;

    /// <summary>A(c).</summary>
    public double Computing(double cores) =>
        cores < 1 ? 1 / cores : 1 - ParallelFraction + ParallelFraction / cores;

    /// <summary>R(m).</summary>
    public double Paging(double megabytes) =>
        1 + MemoryPressure * Math.Max(0, MemoryKneeMb / megabytes - 1);

    /// <summary>The undisturbed seconds.</summary>
    public double Seconds(double cores, double megabytes) => Work * Computing(cores) * Paging(megabytes);

    /// <summary>The probability that a run with this residual of its logarithm straggles.</summary>
    public double Straggles(double residual)
    {
        var regular = (1 - StragglerRate) / (Sigma * Math.Sqrt(2 * Math.PI))
            * Math.Exp(-0.5 * residual * residual / (Sigma * Sigma));
        var straggling = StragglerRate
            * (residual is > StragglerLeast and < StragglerMost ? StragglerDensity : OddDensity);
        return straggling / (regular + straggling);
    }
}
