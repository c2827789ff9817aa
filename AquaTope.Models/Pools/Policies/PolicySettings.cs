using AquaTope.Models.Quantities;

namespace AquaTope.Models.Pools.Policies;

/// <summary>What makes a policy the one it is.</summary>
/// <param name="Name">One of <see cref="PrewarmPolicies.Names"/>, or a policy of a caller's own.</param>
/// <param name="WindowSeconds">The length of a window.</param>
/// <param name="Headroom">As <see cref="AquaTopePolicy"/> takes it; <see langword="null"/> for the others.</param>
public sealed record PolicySettings(string Name, int WindowSeconds, double? Headroom)
{
    public static PolicySettings Of(IPrewarmPolicy policy, WindowLength window) =>
        new(policy.Name, window.Seconds, (policy as AquaTopePolicy)?.Headroom);
}
