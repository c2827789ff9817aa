using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Simulation.Containers;

/// <summary>
/// A row of the platform's runtime manifest: how many containers of a runtime kind and memory size each invoker keeps
/// prewarmed, and whether that number follows the cold starts.
/// </summary>
public sealed record StemCell(
    RuntimeKind Kind, MemorySize Memory, int InitialCount, ReactiveStemCell? Reactive = null);

/// <summary>Lets the number of prewarmed containers follow the cold starts seen since the last check.</summary>
/// <param name="MinimumCount">Kept when no cold start was seen.</param>
/// <param name="MaximumCount">Never more than this.</param>
/// <param name="TimeToLive">A prewarmed container older than this is removed at the next check.</param>
/// <param name="Threshold">So many cold starts ask for one <paramref name="Increment"/>.</param>
/// <param name="Increment">Containers added per <paramref name="Threshold"/> cold starts.</param>
public sealed record ReactiveStemCell(
    int MinimumCount, int MaximumCount, TimeSpan TimeToLive, int Threshold, int Increment)
{
    /// <summary>Whether OpenWhisk would accept it in a manifest.</summary>
    public bool IsValid =>
        MinimumCount >= 0 && MaximumCount > 0 && MinimumCount <= MaximumCount && TimeToLive > TimeSpan.Zero
        && Threshold > 0 && Increment > 0 && Increment <= MaximumCount;
}
