using System.Globalization;

namespace AquaTope.Models.Platform.Rollbacks;

/// <summary>Where a rollback goes.</summary>
public abstract record RollbackTarget
{
    private RollbackTarget()
    {
    }

    /// <summary>
    /// The configuration before the present one. A rollback counts as the configuration that it went to, so
    /// the next one goes further back.
    /// </summary>
    public sealed record Previous : RollbackTarget;

    /// <summary>The configuration that was in force at an instant.</summary>
    public sealed record Instant(DateTimeOffset At) : RollbackTarget;

    /// <summary>The configuration of a cause, or of one of its changes.</summary>
    public sealed record Change(string Name) : RollbackTarget;

    /// <summary>
    /// Reads <c>previous</c>, an instant such as <c>2026-03-01T12:00:00Z</c>, or else a change: its cause, its id, or
    /// <c>original</c>.
    /// </summary>
    public static RollbackTarget Parse(string text)
    {
        if (text == "previous") return new Previous();
        return text.Length >= 10 && char.IsAsciiDigit(text[0])
            && DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var at)
            ? new Instant(at)
            : new Change(text);
    }

    /// <summary>
    /// Where this lies in a list of configurations, oldest first, the last of which is the present one;
    /// <see langword="null"/> where it is not among them.
    /// </summary>
    public PastConfiguration? In(IReadOnlyList<PastConfiguration> configurations) => this switch
    {
        Previous => Before(configurations),
        Instant(var at) => configurations.LastOrDefault(known => known.Since is not { } since || since <= at),
        Change(var name) => configurations.LastOrDefault(known =>
            known.Cause == name || known.Limits.Any(limits => $"{known.Cause}:{limits.Function}" == name)),
        _ => throw new InvalidOperationException($"There is no target {GetType().Name}.")
    };

    private static PastConfiguration? Before(IReadOnlyList<PastConfiguration> configurations)
    {
        var stands = configurations.Count - 1;
        while (stands > 0 && IsRollback(configurations[stands]))
        {
            var target = configurations[stands];
            var reached = stands - 1;
            while (reached >= 0 && (IsRollback(configurations[reached]) || !configurations[reached].IsSameAs(target)))
                reached--;
            if (reached < 0) break;
            stands = reached;
        }
        for (var earlier = stands - 1; earlier >= 0; earlier--)
            if (!IsRollback(configurations[earlier]) && !configurations[earlier].IsSameAs(configurations[stands]))
                return configurations[earlier];
        return null;
    }

    private static bool IsRollback(PastConfiguration configuration) =>
        configuration.Cause.StartsWith("rollback:", StringComparison.Ordinal);
}
