using AquaTope.Models.Identity;

namespace AquaTope.Models.Simulation.Containers;

/// <summary>
/// Where OpenWhisk's sharding balancer looks for room for a function: first its home invoker, then on by a step that
/// visits all of them. Both follow from a hash of namespace and name, so the same names land on the same invokers.
/// </summary>
internal readonly record struct Placement(int Home, int Step)
{
    public static Placement Of(FunctionId function, int invokers)
    {
        var hash = JavaHashOf(function.Namespace) ^ JavaHashOf(function.Value);
        hash = hash == int.MinValue ? 0 : Math.Abs(hash);
        var steps = PairwiseCoprimesUpTo(invokers);
        return new Placement(hash % invokers, steps[hash % steps.Count]);
    }

    /// <summary>The value of Java's <c>String.hashCode</c>.</summary>
    internal static int JavaHashOf(string text)
    {
        var hash = 0;
        foreach (var c in text) hash = unchecked(31 * hash + c);
        return hash;
    }

    /// <summary>
    /// Numbers up to <paramref name="limit"/> that share no divisor with it or with one another, rising.
    /// </summary>
    internal static IReadOnlyList<int> PairwiseCoprimesUpTo(int limit)
    {
        var chosen = new List<int>();
        for (var candidate = 1; candidate <= limit; candidate++)
            if (GreatestCommonDivisor(candidate, limit) == 1
                && chosen.TrueForAll(other => GreatestCommonDivisor(other, candidate) == 1))
                chosen.Add(candidate);
        return chosen;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
