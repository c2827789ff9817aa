using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform.Guards;

/// <summary>The least and the most that a function may be given; <see langword="null"/> sets no bound.</summary>
public sealed record FunctionGuard
{
    public double? MinimumCores { get; init; }

    public double? MaximumCores { get; init; }

    public int? MinimumMemoryMb { get; init; }

    public int? MaximumMemoryMb { get; init; }

    /// <summary>Containers kept ready at least, once anything was wished for the function.</summary>
    public int? MinimumContainers { get; init; }

    /// <summary>Containers kept ready at most.</summary>
    public int? MaximumContainers { get; init; }

    /// <summary>This guard where it says something, the other where it does not.</summary>
    public FunctionGuard Over(FunctionGuard other) => new()
    {
        MinimumCores = MinimumCores ?? other.MinimumCores,
        MaximumCores = MaximumCores ?? other.MaximumCores,
        MinimumMemoryMb = MinimumMemoryMb ?? other.MinimumMemoryMb,
        MaximumMemoryMb = MaximumMemoryMb ?? other.MaximumMemoryMb,
        MinimumContainers = MinimumContainers ?? other.MinimumContainers,
        MaximumContainers = MaximumContainers ?? other.MaximumContainers
    };

    /// <summary>The nearest limits within the bounds.</summary>
    public ResourceConfiguration Bound(ResourceConfiguration wished) => ResourceConfiguration.Of(
        Math.Min(Math.Max(wished.Cpu.Cores, MinimumCores ?? 0), MaximumCores ?? double.MaxValue),
        Math.Min(Math.Max(wished.Memory.Megabytes, MinimumMemoryMb ?? 0), MaximumMemoryMb ?? int.MaxValue));

    /// <summary>The nearest number of containers within the bounds.</summary>
    public int Bound(int containers) =>
        Math.Min(Math.Max(containers, MinimumContainers ?? 0), MaximumContainers ?? int.MaxValue);

    /// <summary>What is wrong with the bounds, one sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if (MinimumCores <= 0) yield return $"MinimumCores is {MinimumCores}; it must be above 0.";
        if (MaximumCores <= 0) yield return $"MaximumCores is {MaximumCores}; it must be above 0.";
        if (MinimumMemoryMb < 1) yield return $"MinimumMemoryMb is {MinimumMemoryMb}; it must be at least 1.";
        if (MaximumMemoryMb < 1) yield return $"MaximumMemoryMb is {MaximumMemoryMb}; it must be at least 1.";
        if (MinimumContainers < 0) yield return $"MinimumContainers is {MinimumContainers}; it must not be negative.";
        if (MaximumContainers < 0) yield return $"MaximumContainers is {MaximumContainers}; it must not be negative.";
        if (MinimumCores > MaximumCores)
            yield return $"MinimumCores is {MinimumCores}; it must not be above MaximumCores, {MaximumCores}.";
        if (MinimumMemoryMb > MaximumMemoryMb)
            yield return $"MinimumMemoryMb is {MinimumMemoryMb}; it must not be above MaximumMemoryMb, "
                + $"{MaximumMemoryMb}.";
        if (MinimumContainers > MaximumContainers)
            yield return
                $"MinimumContainers is {MinimumContainers}; it must not be above MaximumContainers, "
                + $"{MaximumContainers}.";
    }
}
