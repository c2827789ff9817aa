using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization;

/// <summary>
/// The configurations a function may be given: a grid over CPU and memory whose points are multiples of the steps.
/// </summary>
public sealed record ResourceRange
{
    /// <param name="minimumCpu">The least CPU, a multiple of the step.</param>
    /// <param name="maximumCpu">The most CPU, a multiple of the step; the least where CPU is not to be chosen.</param>
    /// <param name="cpuStep">A whole fraction of a core.</param>
    /// <param name="minimumMemory">The least memory, a multiple of the step.</param>
    /// <param name="maximumMemory">The most memory, a multiple of the step.</param>
    /// <param name="memoryStep">At least one megabyte.</param>
    /// <exception cref="ArgumentException">
    /// A step is not usable, a bound is off the grid, or a range is empty.
    /// </exception>
    public ResourceRange(
        CpuShare minimumCpu, CpuShare maximumCpu, CpuShare cpuStep,
        MemorySize minimumMemory, MemorySize maximumMemory, MemorySize memoryStep)
    {
        if (cpuStep.Millicores <= 0 || 1000 % cpuStep.Millicores != 0)
            throw new ArgumentException($"{cpuStep} does not divide a core.", nameof(cpuStep));
        if (memoryStep.Megabytes <= 0)
            throw new ArgumentException("A memory step is at least 1 MB.", nameof(memoryStep));
        if (minimumCpu > maximumCpu || minimumCpu.Millicores % cpuStep.Millicores != 0
            || maximumCpu.Millicores % cpuStep.Millicores != 0 || minimumCpu.Millicores <= 0)
            throw new ArgumentException(
                $"{minimumCpu} to {maximumCpu} is no range of multiples of {cpuStep}.", nameof(maximumCpu));
        if (minimumMemory > maximumMemory || minimumMemory.Megabytes % memoryStep.Megabytes != 0
            || maximumMemory.Megabytes % memoryStep.Megabytes != 0 || minimumMemory.Megabytes <= 0)
            throw new ArgumentException(
                $"{minimumMemory} to {maximumMemory} is no range of multiples of {memoryStep}.", nameof(maximumMemory));

        MinimumCpu = minimumCpu;
        MaximumCpu = maximumCpu;
        CpuStep = cpuStep;
        MinimumMemory = minimumMemory;
        MaximumMemory = maximumMemory;
        MemoryStep = memoryStep;
    }

    /// <summary>AQUATOPE's: 0.1 to 6 cores in tenths, 128 to 10240 MB.</summary>
    public static ResourceRange Default { get; } = new(
        CpuShare.FromCores(0.1), CpuShare.FromCores(6), CpuShare.FromCores(0.1),
        MemorySize.FromMegabytes(128), MemorySize.FromMegabytes(10_240), MemorySize.FromMegabytes(1));

    public CpuShare MinimumCpu { get; }

    public CpuShare MaximumCpu { get; }

    public CpuShare CpuStep { get; }

    public MemorySize MinimumMemory { get; }

    public MemorySize MaximumMemory { get; }

    public MemorySize MemoryStep { get; }

    /// <summary>Whether there is more than one CPU share to choose from.</summary>
    public bool VariesCpu => MinimumCpu < MaximumCpu;

    /// <summary>Whether there is more than one memory size to choose from.</summary>
    public bool VariesMemory => MinimumMemory < MaximumMemory;

    /// <summary>Every configuration of the grid.</summary>
    public IEnumerable<ResourceConfiguration> Grid()
    {
        for (var cpu = MinimumCpu.Millicores; cpu <= MaximumCpu.Millicores; cpu += CpuStep.Millicores)
            for (var memory = MinimumMemory.Megabytes;
                 memory <= MaximumMemory.Megabytes;
                 memory += MemoryStep.Megabytes)
                yield return new ResourceConfiguration(Millicores(cpu), MemorySize.FromMegabytes(memory));
    }

    /// <summary>
    /// The part that a platform can do, or why there is none. Without CPU limits, CPU is one core, as the platform
    /// reports it.
    /// </summary>
    public bool TryNarrow(PlatformDescription platform, out ResourceRange narrowed, out string problem)
    {
        var memory = Narrow(
            (MinimumMemory.Megabytes, MaximumMemory.Megabytes),
            (platform.MinimumMemory.Megabytes, platform.MaximumMemory.Megabytes), MemoryStep.Megabytes);
        var limitsCpu = platform.Can(PlatformCapabilities.CpuLimits);
        var cpu = limitsCpu
            ? Narrow(
                (MinimumCpu.Millicores, MaximumCpu.Millicores),
                (platform.MinimumCpu.Millicores, platform.MaximumCpu.Millicores), CpuStep.Millicores)
            : (Least: 1000, Most: 1000);

        narrowed = this;
        problem = "";
        if (memory.Least > memory.Most)
            problem = $"the platform allows {platform.MinimumMemory} to {platform.MaximumMemory}, "
                      + $"of which {MinimumMemory} to {MaximumMemory} in steps of {MemoryStep} has nothing";
        else if (cpu.Least > cpu.Most)
            problem = $"the platform allows {platform.MinimumCpu} to {platform.MaximumCpu}, "
                      + $"of which {MinimumCpu} to {MaximumCpu} in steps of {CpuStep} has nothing";
        else
            narrowed = new ResourceRange(
                Millicores(cpu.Least), Millicores(cpu.Most), limitsCpu ? CpuStep : Millicores(1000),
                MemorySize.FromMegabytes(memory.Least), MemorySize.FromMegabytes(memory.Most), MemoryStep);
        return problem.Length == 0;
    }

    /// <summary>The CPU share at a position from 0 (least) to 1 (most), rounded half to even onto the grid.</summary>
    public CpuShare CpuAt(double position)
    {
        var cores = position * (MaximumCpu.Cores - MinimumCpu.Cores) + MinimumCpu.Cores;
        var steps = RoundHalfToEven(cores, 1000 / CpuStep.Millicores);
        return Millicores(steps * CpuStep.Millicores);
    }

    /// <summary>The memory size at a position from 0 (least) to 1 (most), rounded half to even onto the grid.</summary>
    public MemorySize MemoryAt(double position)
    {
        var least = MinimumMemory.Megabytes;
        var megabytes = position * (MaximumMemory.Megabytes - least) + least;
        return MemorySize.FromMegabytes((int)Math.Round(megabytes / MemoryStep.Megabytes) * MemoryStep.Megabytes);
    }

    /// <summary>Where a CPU share lies between the least and the most, clamped to [0, 1].</summary>
    public double PositionOf(CpuShare cpu) =>
        VariesCpu ? Math.Clamp((cpu.Cores - MinimumCpu.Cores) / (MaximumCpu.Cores - MinimumCpu.Cores), 0, 1) : 0;

    /// <summary>Where a memory size lies between the least and the most, clamped to [0, 1].</summary>
    public double PositionOf(MemorySize memory) => VariesMemory
        ? Math.Clamp(
            (memory.Megabytes - MinimumMemory.Megabytes)
            / (double)(MaximumMemory.Megabytes - MinimumMemory.Megabytes), 0, 1)
        : 0;

    // Scaling first and rounding then is wrong where the product rounds onto a half (0.15 is below it, 0.15 * 10 is on
    // it). The fused product and sum is rounded once, so its sign is that of the exact distance to the midpoint.
    private static int RoundHalfToEven(double value, int stepsPerUnit)
    {
        var below = (int)Math.Floor(value * stepsPerUnit);
        var pastMidpoint = Math.FusedMultiplyAdd(value, 2 * stepsPerUnit, -(2 * below + 1));
        return pastMidpoint > 0 || (pastMidpoint == 0 && below % 2 != 0) ? below + 1 : below;
    }

    // The overlap of two ranges, its bounds moved inwards onto the grid.
    private static (int Least, int Most) Narrow((int Least, int Most) mine, (int Least, int Most) theirs, int step) => (
        (Math.Max(mine.Least, theirs.Least) + step - 1) / step * step,
        Math.Min(mine.Most, theirs.Most) / step * step);

    private static CpuShare Millicores(int millicores) => CpuShare.FromCores(millicores / 1000.0);
}
