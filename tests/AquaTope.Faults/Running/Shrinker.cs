using AquaTope.Faults.Worlds;

namespace AquaTope.Faults.Running;

/// <summary>Leaves out faults of a failing seed for as long as it fails in the same way.</summary>
internal static class Shrinker
{
    private const int MostRuns = 300;

    /// <summary>A run of the seed with as few faults as were found to be enough.</summary>
    public static SeedResult Shrink(SeedRunner runner, SeedResult failing, Variant variant)
    {
        var (best, runs) = (failing, 0);
        for (var chunk = Math.Max(1, best.Injected.Count / 2); chunk >= 1 && runs < MostRuns; chunk /= 2)
            for (var at = 0; at < best.Injected.Count && runs < MostRuns; runs++)
            {
                var fewer = best.Injected.Where((_, i) => i < at || i >= at + chunk).Select(fault => fault.Key)
                    .ToHashSet();
                var result = runner.Run(failing.Seed, variant, fewer);
                if (FailsAlike(result, failing) && result.Injected.Count < best.Injected.Count) best = result;
                else at += chunk;
            }
        return best;
    }

    private static bool FailsAlike(SeedResult result, SeedResult failing) =>
        result.Violations.Any(violation => violation.Invariant == failing.Violations[0].Invariant);
}
