using AquaTope.Models.Quantities;

namespace AquaTope.Models.Pools;

/// <summary>The policies that need nothing but past demand, by name.</summary>
public static class PrewarmPolicies
{
    private static readonly OrderedDictionary<string, Func<WindowLength, IPrewarmPolicy>> Factories = new()
    {
        ["keepalive-1m"] = window => KeepAlivePolicy.OfMinutes(1, window),
        ["keepalive-5m"] = window => KeepAlivePolicy.OfMinutes(5, window),
        ["keepalive-10m"] = window => KeepAlivePolicy.OfMinutes(10, window),
        [OpenWhiskReactivePolicy.DefaultName] = window => new OpenWhiskReactivePolicy(window, StemCells.OfOneFunction)
    };

    /// <summary>All names, in the order in which reports list them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Factories.Keys];

    /// <summary>
    /// The policy of that name for windows of that length, or <see langword="false"/> when there is none.
    /// </summary>
    public static bool TryCreate(string name, WindowLength window, out IPrewarmPolicy policy)
    {
        var known = Factories.TryGetValue(name, out var create);
        policy = known ? create!(window) : null!;
        return known;
    }
}
