namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>Inputs of the global count model that a training may leave out, to see what they are worth.</summary>
[Flags]
public enum InputGroups
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Where a window lies in the hour and the half hour.</summary>
    MinuteOfHour = 1,

    /// <summary>How many windows are known of the function.</summary>
    Age = 2,

    /// <summary>
    /// The statistics of inter-arrival times: how long it has been idle, and how often gaps of that length ended so.
    /// Without them what the likelihood starts from is the share of active windows.
    /// </summary>
    Gaps = 4,

    /// <summary>What invokes the function, where it is known.</summary>
    Trigger = 8
}

/// <summary>Which inputs belong to which group.</summary>
internal static class InputGroupMembers
{
    private static readonly (InputGroups Group, Func<string, bool> Has)[] Groups =
    [
        (InputGroups.MinuteOfHour,
            name => name is "hour-sine" or "hour-cosine" or "half-hour-sine" or "half-hour-cosine"),
        (InputGroups.Age, name => name is "age"),
        (InputGroups.Gaps, name => name.Contains("hazard", StringComparison.Ordinal)
            || name.StartsWith("gap-", StringComparison.Ordinal) || name.StartsWith("idle", StringComparison.Ordinal)),
        (InputGroups.Trigger, name => name.StartsWith("trigger-", StringComparison.Ordinal))
    ];

    /// <summary>All groups.</summary>
    public static InputGroups Every { get; } = Groups.Aggregate(InputGroups.None, (all, one) => all | one.Group);

    /// <summary>
    /// The places of the inputs that belong to some of the groups, for every choice of groups by its number.
    /// </summary>
    public static int[][] PlacesOfAll(IReadOnlyList<string> names) =>
    [
        .. Enumerable.Range(0, 1 << Groups.Length).Select(groups => PlacesOf(names, (InputGroups)groups))
    ];

    /// <summary>The places of the inputs that belong to some of the groups.</summary>
    /// <param name="names">All inputs, in order.</param>
    /// <param name="groups">The groups.</param>
    public static int[] PlacesOf(IReadOnlyList<string> names, InputGroups groups) =>
    [
        .. Enumerable.Range(0, names.Count)
            .Where(place => Groups.Any(one => groups.HasFlag(one.Group) && one.Has(names[place])))
    ];
}
