using System.Text.Json.Serialization;
using AquaTope.Models.Identity;

namespace AquaTope.Models.Platform.Wishes;

/// <summary>
/// Where a wish stands among those of whoever wishes it. Of two, the one with the higher number is the newer, also
/// where the other arrives after it.
/// </summary>
/// <param name="Wisher">Who wishes, for example a workflow.</param>
/// <param name="Number">Rises with every wish.</param>
/// <param name="Imposed">
/// The place of the newest imposition that was the wisher's plan when it sent the wish, 0 before the first;
/// <see langword="null"/> where it does not say, and for wishes that impositions do not concern.
/// </param>
public readonly record struct WishOrder(
    string Wisher, long Number,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    long? Imposed = null)
{
    /// <summary>The wish that a function's pool has after a window.</summary>
    public static WishOrder OfPool(long window) => new("pool", window);

    /// <summary>The wisher that a workflow is.</summary>
    public static string WisherOf(WorkflowId workflow) => $"workflow:{workflow}";
}
