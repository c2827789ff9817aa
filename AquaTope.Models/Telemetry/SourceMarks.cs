namespace AquaTope.Models.Telemetry;

/// <summary>
/// The marks of a function's sources as a list, the one that moved last at its end. It holds <see cref="Most"/> at
/// most; a further source pushes out the one that has been silent longest. Should that one speak again, what its
/// spool still holds counts twice.
/// </summary>
public static class SourceMarks
{
    /// <summary>Sources a function remembers: one for every folder that was ever a spool.</summary>
    public const int Most = 256;

    /// <summary>The list after these marks have moved.</summary>
    public static IReadOnlyList<SourceMark> With(
        this IReadOnlyList<SourceMark> marks, IReadOnlyList<SourceMark> moved)
    {
        if (moved.Count == 0) return marks;
        var kept = marks.Where(mark => moved.All(newer => newer.Source != mark.Source));
        return [.. kept.Concat(moved).TakeLast(Most)];
    }
}
