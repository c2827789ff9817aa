namespace AquaTope.Models.Platform;

/// <summary>
/// Where a wish stands among those of whoever wishes it. Of two, the one with the higher number is the newer, also where
/// the other arrives after it.
/// </summary>
/// <param name="Wisher">Who wishes, for example a workflow.</param>
/// <param name="Number">Rises with every wish.</param>
public readonly record struct WishOrder(string Wisher, long Number)
{
    /// <summary>The wish that a function's pool has after a window.</summary>
    public static WishOrder OfPool(long window) => new("pool", window);
}
