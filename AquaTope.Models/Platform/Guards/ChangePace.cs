using System.Collections.Immutable;

namespace AquaTope.Models.Platform.Guards;

/// <summary>Keeps the number of changes within any minute below a bound.</summary>
internal static class ChangePace
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Whether a change counts: warming calls change nothing.</summary>
    public static bool Counts(PlatformChange change) =>
        change is PlatformChange.SetLimits or PlatformChange.SetStemCells;

    /// <summary>The starts of the last minute, this one included.</summary>
    public static ImmutableList<DateTimeOffset> With(ImmutableList<DateTimeOffset> starts, DateTimeOffset at) =>
        starts.RemoveAll(start => start <= at - Minute).Add(at);

    /// <summary>How many more may start now.</summary>
    public static int Left(GatewayState state, DateTimeOffset now) =>
        state.Guards.ChangesPerMinute is { } most
            ? Math.Max(0, most - state.Starts.Count(start => start > now - Minute))
            : int.MaxValue;

    /// <summary>When another one may start, where none may now.</summary>
    public static DateTimeOffset NextAt(GatewayState state, DateTimeOffset now) =>
        state.Starts.Where(start => start > now - Minute).Order().FirstOrDefault(now) + Minute;
}
