using AquaTope.Models.Pools.Policies.Trackers;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// Learns each function's demand while it watches it, and keeps one more container ready as long as it is likelier to
/// be worth it: while the chance that it is needed times the price of a cold start exceeds the chance that it is not
/// times the memory it would hold for the window (the critical ratio of the newsvendor problem).
/// </summary>
/// <remarks>
/// A cold start has the same price for every function, in gigabyte-seconds, so a small container is kept on less of a
/// chance than a large one: of all ways to spend the same memory this one avoids the most cold starts. Where what it
/// learned keeps costing more than a keep-alive of 1, 5 or 10 minutes would have, it does what that keep-alive does.
/// </remarks>
public sealed class AquaTopePolicy : IPrewarmPolicy
{
    /// <summary>The name it is called by.</summary>
    public const string DefaultName = "aquatope";

    /// <summary>A cold start is worth nineteen minutes of a typical container, 189 gigabyte-seconds.</summary>
    public const double DefaultHeadroom = 0.95;

    private const double MinuteSeconds = 60;

    private static readonly int[] FloorMinutes = [1, 5, 10];

    private readonly double _windowMinutes;

    /// <param name="window">The length of a window.</param>
    /// <param name="headroom">
    /// The critical ratio for a container of typical memory (<see cref="PoolOutlook.TypicalMegabytes"/>) and one
    /// minute: the price of a cold start over that price and the price of an idle minute together. 0 keeps nothing
    /// ready, 1 everything that was ever needed.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">Headroom is not within [0, 1].</exception>
    public AquaTopePolicy(WindowLength window, double headroom = DefaultHeadroom)
    {
        if (headroom is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(headroom), headroom, "Headroom lies within [0, 1].");
        Headroom = headroom;
        _windowMinutes = window.Seconds / MinuteSeconds;
        KeepAlives =
        [
            .. FloorMinutes.Select(minutes => KeepAlivePolicy.OfMinutes(minutes, window).History).Distinct()
        ];
    }

    public string Name => DefaultName;

    /// <summary>The critical ratio for a typical container and one minute.</summary>
    public double Headroom { get; }

    /// <summary>The keep-alives that it is never to be clearly worse than, in windows, rising.</summary>
    internal IReadOnlyList<int> KeepAlives { get; }

    public IPoolTracker Track() => new AquaTopeTracker(this);

    /// <summary>The chance of being needed above which a container of that memory is kept for a window.</summary>
    public double Threshold(double memoryMegabytes)
    {
        var holding = (1 - Headroom) * _windowMinutes * memoryMegabytes / PoolOutlook.TypicalMegabytes;
        return holding / (holding + Headroom);
    }
}
