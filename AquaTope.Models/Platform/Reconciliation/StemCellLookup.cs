namespace AquaTope.Models.Platform.Reconciliation;

/// <summary>The answer to the question how many stem cells the invokers keep.</summary>
public abstract record StemCellLookup
{
    private StemCellLookup()
    {
    }

    /// <summary>Every invoker there is, with every pair that it can keep stem cells of.</summary>
    public sealed record Seen(IReadOnlyList<StemCellLevel> Levels) : StemCellLookup;

    /// <summary>It cannot be told: nobody to ask is known, or nobody answered.</summary>
    public sealed record Unknown(string Reason) : StemCellLookup;
}
