using AquaTope.Models.Optimization;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Configuration;

/// <summary>
/// Section <c>Range</c>: the configurations a function may be given, as far as the platform can do them.
/// </summary>
public sealed record RangeSection
{
    public double MinimumCores { get; init; } = ResourceRange.Default.MinimumCpu.Cores;

    public double MaximumCores { get; init; } = ResourceRange.Default.MaximumCpu.Cores;

    public double CoreStep { get; init; } = ResourceRange.Default.CpuStep.Cores;

    public int MinimumMemoryMb { get; init; } = ResourceRange.Default.MinimumMemory.Megabytes;

    public int MaximumMemoryMb { get; init; } = ResourceRange.Default.MaximumMemory.Megabytes;

    public int MemoryStepMb { get; init; } = ResourceRange.Default.MemoryStep.Megabytes;

    public IEnumerable<string> Problems()
    {
        string? problem = null;
        try
        {
            _ = ToRange();
        }
        catch (ArgumentException wrong)
        {
            var keys = wrong.ParamName is "cores" or "minimumCpu" or "maximumCpu" or "cpuStep"
                ? "MinimumCores, MaximumCores, CoreStep"
                : "MinimumMemoryMb, MaximumMemoryMb, MemoryStepMb";
            problem = $"Range ({keys}): {wrong.Message.Split(" (Parameter ", 2)[0]}";
        }
        if (problem is not null) yield return problem;
    }

    /// <exception cref="ArgumentException">
    /// A step is not usable, a bound is off the grid, or a range is empty.
    /// </exception>
    public ResourceRange ToRange() => new(
        CpuShare.FromCores(MinimumCores), CpuShare.FromCores(MaximumCores), CpuShare.FromCores(CoreStep),
        MemorySize.FromMegabytes(MinimumMemoryMb), MemorySize.FromMegabytes(MaximumMemoryMb),
        MemorySize.FromMegabytes(MemoryStepMb));
}
