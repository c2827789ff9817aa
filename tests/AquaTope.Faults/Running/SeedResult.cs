using AquaTope.Faults.Schedule;
using AquaTope.Faults.Worlds;

namespace AquaTope.Faults.Running;

/// <summary>What came of a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Violations">The promises that were broken.</param>
/// <param name="Injected">The faults that struck.</param>
/// <param name="Digest">Equal for equal runs.</param>
/// <param name="Steps">Messages and events handled.</param>
/// <param name="Lives">Lives of the node.</param>
internal sealed record SeedResult(
    ulong Seed, IReadOnlyList<Violation> Violations, IReadOnlyList<InjectedFault> Injected, ulong Digest, long Steps,
    int Lives)
{
    public bool Failed => Violations.Count > 0;
}
