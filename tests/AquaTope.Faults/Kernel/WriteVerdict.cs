namespace AquaTope.Faults.Kernel;

/// <summary>What becomes of a write to the journal.</summary>
/// <param name="IsStored">Whether the events are in the journal afterwards.</param>
/// <param name="Failure">What the writer is told; <see langword="null"/> for success.</param>
/// <param name="After">How long the answer takes.</param>
internal sealed record WriteVerdict(bool IsStored, string? Failure, TimeSpan After)
{
    public static WriteVerdict Good { get; } = new(true, null, TimeSpan.Zero);
}
