using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform.Guards;

/// <summary>What the gateway never exceeds, whatever is wished.</summary>
public sealed record GuardOptions
{
    /// <summary>No bounds at all.</summary>
    public static GuardOptions None { get; } = new();

    /// <summary>The bounds of functions that have none of their own.</summary>
    public FunctionGuard AllFunctions { get; init; } = new();

    /// <summary>Bounds of single functions by name; what they leave out is as for all.</summary>
    public IReadOnlyDictionary<FunctionId, FunctionGuard> Functions { get; init; } =
        new Dictionary<FunctionId, FunctionGuard>();

    /// <summary>
    /// The factor, above 1, by which one change may raise or lower CPU and memory; larger wishes go in steps.
    /// </summary>
    public double? LargestStep { get; init; }

    /// <summary>The time from one step to the next.</summary>
    public TimeSpan StepEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Calls that change limits or stem cells and start within any minute; further ones
    /// wait. Warming calls do not count.
    /// </summary>
    public int? ChangesPerMinute { get; init; }

    /// <summary>
    /// Memory in megabytes of the containers kept ready for the functions of one namespace together.
    /// </summary>
    public int? NamespaceMemoryMb { get; init; }

    /// <summary>The ceilings of single namespaces by name.</summary>
    public IReadOnlyDictionary<string, int> Namespaces { get; init; } = new Dictionary<string, int>();

    public FunctionGuard Of(FunctionId function) =>
        Functions.TryGetValue(function, out var own) ? own.Over(AllFunctions) : AllFunctions;

    /// <summary>The ceiling of a namespace; <see langword="null"/> where there is none.</summary>
    public int? CeilingOf(string name) => Namespaces.TryGetValue(name, out var own) ? own : NamespaceMemoryMb;

    /// <summary>The next step from what a function has towards what it is to have.</summary>
    public ResourceConfiguration Step(ResourceConfiguration? present, ResourceConfiguration wished)
    {
        if (LargestStep is not { } factor || present is not { } from) return wished;
        return ResourceConfiguration.Of(
            Towards(wished.Cpu.Millicores, from.Cpu.Millicores, factor) / 1000.0,
            Towards(wished.Memory.Megabytes, from.Memory.Megabytes, factor));
    }

    // However small the factor, each step goes some of the way.
    private static int Towards(int wished, int had, double factor) => (int)Math.Clamp(
        wished, Math.Max(0, Math.Min(had - 1, Math.Ceiling(had / factor))),
        Math.Min(int.MaxValue, Math.Max(had + 1.0, Math.Floor(had * factor))));
}
