namespace AquaTope.Models.Platform.Reconciliation;

/// <summary>Stem cells that were found to be more or fewer than told, and what was done about them.</summary>
/// <param name="Told">How many were told then.</param>
/// <param name="Ready">The level that was told of last.</param>
/// <param name="PutBack">
/// The level furthest from what was told that was put back, or that putting back came to;
/// <see langword="null"/> before that.
/// </param>
/// <param name="Persists">Whether it was told that they stay so though they were put back.</param>
public sealed record KnownStemCellDrift(int Told, int Ready, int? PutBack, bool Persists)
{
    internal static KnownStemCellDrift After(KnownStemCellDrift? known, GatewayEvent.StemCellsDrifted drift)
    {
        var earlier = known?.Told == drift.Told ? known.PutBack : null;
        if (drift.Handling == DriftHandling.PutBack) earlier = drift.Ready;
        else if (drift.Persists) earlier ??= drift.Ready;
        return new KnownStemCellDrift(drift.Told, drift.Ready, earlier, drift.Persists);
    }

    /// <summary>
    /// Whether there were too many. When one of them is taken they may look like what was told, so their end takes
    /// three looks, where the end of a lack takes one.
    /// </summary>
    internal bool IsExcess => Ready > Told;

    /// <summary>Whether this level, of so many told, was put back before, or one further off.</summary>
    internal bool WasPutBack(int told, int ready) =>
        told == Told && PutBack is { } former && !IsFurther(ready, former, told);

    /// <summary>Whether this level, of so many told, is news.</summary>
    internal bool IsExceededBy(int told, int ready) => told != Told || IsFurther(ready, Ready, told);

    private static bool IsFurther(int ready, int than, int told) =>
        Math.Sign(ready - told) != Math.Sign(than - told) || Math.Abs(ready - told) > Math.Abs(than - told);
}
