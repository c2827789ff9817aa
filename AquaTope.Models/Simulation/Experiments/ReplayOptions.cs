using AquaTope.Models.Quantities;
using AquaTope.Models.Traces;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>What to replay.</summary>
public sealed record ReplayOptions
{
    /// <summary>The files of the trace, in order of time.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Who decides, for windows of the trace's length.</summary>
    public required Func<WindowLength, IReadOnlyList<Contender>> Contenders { get; init; }

    /// <summary>What stands in for values the trace does not have.</summary>
    public TraceDefaults Defaults { get; init; } = TraceDefaults.Azure2019;

    /// <summary>
    /// How long, from the start of the trace, decisions are made but nothing is counted; part of a window counts as a
    /// whole.
    /// </summary>
    public TimeSpan Warmup { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// The memory, in megabytes, in which each contender holds containers ready, over all series together;
    /// <see langword="null"/> where there is enough.
    /// </summary>
    public double? MemoryBudgetMegabytes { get; init; }

    /// <summary>
    /// How many series are replayed at once where they have nothing to do with each other. It changes no result.
    /// </summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
