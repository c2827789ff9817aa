using AquaTope.Models.Quantities;

namespace AquaTope.Models.Pools.Policies;

/// <summary>The policies that need nothing but past demand, by name.</summary>
public static class PrewarmPolicies
{
    private static readonly OrderedDictionary<string, Func<WindowLength, double, IPrewarmPolicy>> Factories = new()
    {
        ["keepalive-1m"] = (window, _) => KeepAlivePolicy.OfMinutes(1, window),
        ["keepalive-5m"] = (window, _) => KeepAlivePolicy.OfMinutes(5, window),
        ["keepalive-10m"] = (window, _) => KeepAlivePolicy.OfMinutes(10, window),
        [OpenWhiskReactivePolicy.DefaultName] =
            (window, _) => new OpenWhiskReactivePolicy(window, StemCells.OfOneFunction),
        [HistogramPolicy.DefaultName] = (window, _) => new HistogramPolicy(window),
        [FourierPolicy.DefaultName] = (_, _) => new FourierPolicy(),
        [MarkovPolicy.DefaultName] = (_, _) => new MarkovPolicy(),
        [SmoothingPolicy.DefaultName] = (_, _) => new SmoothingPolicy(),
        [GapTablePolicy.DefaultName] = (_, _) => new GapTablePolicy(),
        [AquaTopePolicy.DefaultName] = (window, headroom) => new AquaTopePolicy(window, headroom)
    };

    /// <summary>All names, in the order in which reports list them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Factories.Keys];

    /// <summary>
    /// The policy of that name for windows of that length, or <see langword="false"/> when there is none.
    /// </summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="window">The length of a window.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="headroom">The headroom of <see cref="AquaTopePolicy"/>; the others have none to set.</param>
    public static bool TryCreate(
        string name, WindowLength window, out IPrewarmPolicy policy, double headroom = AquaTopePolicy.DefaultHeadroom)
    {
        var known = Factories.TryGetValue(name, out var create);
        policy = known ? create!(window, headroom) : null!;
        return known;
    }
}
