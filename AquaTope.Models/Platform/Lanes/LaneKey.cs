using AquaTope.Models.Identity;

namespace AquaTope.Models.Platform.Lanes;

/// <summary>One knob of the platform. Changes in one lane never overtake each other; the newest wish wins.</summary>
public readonly record struct LaneKey(string Value)
{
    /// <summary>The stem cells of all runtimes: the platform takes its manifest as a whole.</summary>
    public static LaneKey StemCells { get; } = new("stem-cells");

    public static LaneKey Limits(FunctionId function) => new($"limits:{function}");

    public static LaneKey KeepWarm(FunctionId function) => new($"keep-warm:{function}");

    /// <summary>
    /// Limits that a trial left on a function, which are put back before anything else is done to it.
    /// </summary>
    public static LaneKey PutBack(FunctionId function) => new($"put-back:{function}");

    /// <summary>The function whose lane it is; <see langword="null"/> where the lane is no one function's.</summary>
    public FunctionId? Function =>
        Value.IndexOf(':') is >= 0 and var colon ? FunctionId.Parse(Value[(colon + 1)..]) : null;

    /// <summary>The lane a change belongs to.</summary>
    public static LaneKey Of(PlatformChange change) => change switch
    {
        PlatformChange.SetLimits limits => Limits(limits.Function),
        PlatformChange.SetStemCells => StemCells,
        PlatformChange.KeepWarm warm => KeepWarm(warm.Function),
        PlatformChange.PutBackLimits back => PutBack(back.Function),
        _ => throw new ArgumentException($"{change.GetType().Name} belongs to no lane.", nameof(change))
    };

    public override string ToString() => Value ?? "(none)";
}
