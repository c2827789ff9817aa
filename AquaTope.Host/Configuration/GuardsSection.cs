using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Guards;

namespace AquaTope.Host.Configuration;

/// <summary>Section <c>Guards</c>: what is never exceeded on the platform, whatever is wished.</summary>
public sealed record GuardsSection
{
    /// <summary>The bounds of functions that have none of their own.</summary>
    public FunctionGuard AllFunctions { get; init; } = new();

    /// <summary>Bounds of single functions by qualified name; what they leave out is as for all.</summary>
    public Dictionary<string, FunctionGuard> Functions { get; init; } = [];

    /// <summary>The factor by which one change may raise or lower CPU and memory.</summary>
    public double? LargestStep { get; init; }

    /// <summary>The time from one step to the next.</summary>
    public TimeSpan StepEvery { get; init; } = GuardOptions.None.StepEvery;

    /// <summary>Changes of limits and stem cells within any minute.</summary>
    public int? ChangesPerMinute { get; init; }

    /// <summary>Memory of the containers kept ready for each namespace.</summary>
    public int? NamespaceMemoryMb { get; init; }

    /// <summary>The same for single namespaces by name.</summary>
    public Dictionary<string, int> Namespaces { get; init; } = [];

    public IEnumerable<string> Problems()
    {
        foreach (var problem in AllFunctions.Problems()) yield return $"Guards:AllFunctions: {problem}";
        foreach (var (name, guard) in Functions)
        {
            if (!FunctionId.TryParse(name, "guest", out _))
                yield return $"Guards:Functions has '{name}'; it takes namespace/name or namespace/package/name.";
            foreach (var problem in guard.Over(AllFunctions).Problems())
                yield return $"Guards:Functions:{name}: {problem}";
        }
        if (!(LargestStep is null or > 1)) yield return $"Guards:LargestStep is {LargestStep}; it must be above 1.";
        if (StepEvery < TimeSpan.FromSeconds(1) || StepEvery > TimeSpan.FromDays(1))
            yield return $"Guards:StepEvery is {StepEvery}; it must lie between one second and one day.";
        if (ChangesPerMinute < 1)
            yield return $"Guards:ChangesPerMinute is {ChangesPerMinute}; it must be at least 1. "
                + "'aquatope halt' stops all.";
        if (NamespaceMemoryMb < 0)
            yield return $"Guards:NamespaceMemoryMb is {NamespaceMemoryMb}; it must not be negative.";
        foreach (var (name, ceiling) in Namespaces)
            if (ceiling < 0) yield return $"Guards:Namespaces:{name} is {ceiling}; it must not be negative.";
    }

    public GuardOptions ToOptions() => new()
    {
        AllFunctions = AllFunctions,
        Functions = Functions.ToDictionary(entry => FunctionId.Parse(entry.Key), entry => entry.Value),
        LargestStep = LargestStep,
        StepEvery = StepEvery,
        ChangesPerMinute = ChangesPerMinute,
        NamespaceMemoryMb = NamespaceMemoryMb,
        Namespaces = Namespaces
    };
}
