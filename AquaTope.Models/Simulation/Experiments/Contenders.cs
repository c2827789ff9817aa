using AquaTope.Models.Pools;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>All contenders by name.</summary>
public static class Contenders
{
    /// <summary>Every name, in the order in which reports list them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. PrewarmPolicies.Names, Contender.OracleName];

    /// <summary>The contender of that name for windows of that length.</summary>
    /// <exception cref="ArgumentException">There is none; <see cref="Names"/> lists those there are.</exception>
    public static Contender Create(string name, WindowLength window)
    {
        if (name == Contender.OracleName) return Contender.Oracle;
        return PrewarmPolicies.TryCreate(name, window, out var policy)
            ? Contender.Of(policy)
            : throw new ArgumentException($"'{name}' is unknown; known are {string.Join(", ", Names)}.", nameof(name));
    }
}
