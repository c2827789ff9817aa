using AquaTope.Models.Quantities;

namespace AquaTope.Models.Simulation;

/// <summary>
/// How long a function's code takes as a function of its CPU and memory: Amdahl's law above one core, throttling below
/// it, a penalty where memory falls short of the working set, multiplicative noise and rare stragglers.
/// </summary>
/// <remarks>
/// With c cores and m megabytes the noise-free time is <c>work * A(c) * R(m)</c>, where
/// <c>A = 1/c</c> for c below 1, else <c>(1-p) + p/c</c>, and <c>R = 1 + a (k/m - 1)</c> for m below k, else 1.
/// </remarks>
public sealed record ServiceTimeModel
{
    /// <summary>Execution time on one core with ample memory.</summary>
    public required TimeSpan Work { get; init; }

    /// <summary>The share p of the work that more cores divide, in [0, 1].</summary>
    public double ParallelFraction { get; init; }

    /// <summary>The working set k: with less memory than this the run slows down.</summary>
    public MemorySize MemoryKnee { get; init; }

    /// <summary>How steeply (a) the run slows down below the knee; at least 0.</summary>
    public double MemoryPressure { get; init; }

    /// <summary>Standard deviation of the logarithm of a run's time; at least 0.</summary>
    public double NoiseSigma { get; init; }

    /// <summary>The share of runs that straggle, in [0, 1].</summary>
    public double StragglerRate { get; init; }

    /// <summary>By how much a straggler is slower; at least 1.</summary>
    public double StragglerFactor { get; init; } = 1;

    /// <summary>With less memory than this every run is killed for want of it.</summary>
    public MemorySize RequiredMemory { get; init; }

    /// <summary>
    /// What the function's own start-up (imports, models) adds to its runtime's <c>/init</c>, on one core or more.
    /// </summary>
    public TimeSpan Initialization { get; init; }

    /// <summary>A function that always takes the same time, whatever its resources.</summary>
    public static ServiceTimeModel Constant(TimeSpan work) => new() { Work = work };

    /// <summary>The noise-free execution time.</summary>
    public TimeSpan Expected(ResourceConfiguration resources)
    {
        var cores = resources.Cpu.Cores;
        var computing = cores < 1 ? 1 / cores : 1 - ParallelFraction + ParallelFraction / cores;
        return Work * (computing * MemorySlowdown(resources.Memory));
    }

    /// <summary>
    /// The function's own share of <c>/init</c>: loading is sequential, so only cores below one matter.
    /// </summary>
    public TimeSpan ExpectedInitialization(CpuShare cpu) => Initialization / Math.Min(1, cpu.Cores);

    /// <exception cref="ArgumentOutOfRangeException">A parameter lies outside its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Work, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Initialization, TimeSpan.Zero);
        ThrowUnlessWithin(ParallelFraction, 0, 1, nameof(ParallelFraction));
        ThrowUnlessWithin(MemoryPressure, 0, double.MaxValue, nameof(MemoryPressure));
        ThrowUnlessWithin(NoiseSigma, 0, double.MaxValue, nameof(NoiseSigma));
        ThrowUnlessWithin(StragglerRate, 0, 1, nameof(StragglerRate));
        ThrowUnlessWithin(StragglerFactor, 1, double.MaxValue, nameof(StragglerFactor));
    }

    private static void ThrowUnlessWithin(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentOutOfRangeException(name, value, $"{name} lies in [{least}, {most}].");
    }

    private double MemorySlowdown(MemorySize memory) =>
        memory < MemoryKnee
            ? 1 + MemoryPressure * ((double)MemoryKnee.Megabytes / memory.Megabytes - 1)
            : 1;
}
