using System.Collections.Immutable;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform.Wishes;

/// <summary>What the gateway knows of a function: how it runs, and what is wished for it.</summary>
public sealed record WishedFunction
{
    public static WishedFunction Unknown { get; } = new();

    /// <summary>Its runtime; <see langword="null"/> until the platform said.</summary>
    public RuntimeKind? Kind { get; init; }

    /// <summary>The limits that it has, as far as the gateway saw; <see langword="null"/> until known.</summary>
    public ResourceConfiguration? Present { get; init; }

    /// <summary>The limits that are wished for it; <see langword="null"/> where none are.</summary>
    public ResourceConfiguration? Wished { get; init; }

    /// <summary>Containers wished ready beyond the warm ones.</summary>
    public int Prewarm { get; init; }

    /// <summary>Containers wished ready, the warm ones included.</summary>
    public int Together { get; init; }

    /// <summary>The newest wish for containers, to know it again.</summary>
    public ChangeId? LastPrewarm { get; init; }

    /// <summary>The newest wish for limits, to know it again.</summary>
    public ChangeId? LastLimits { get; init; }

    /// <summary>What is known of the newest wish for limits beyond its id.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the platform has no such function any more.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Limits that somebody else gave it, and that stand.</summary>
    public KnownDrift? Drift { get; init; }

    /// <summary>The number of the newest wish of everybody who numbers them: the pool, and each workflow.</summary>
    public ImmutableSortedDictionary<string, long> Newest { get; init; } =
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>
    /// The newest imposition of each workflow that made it its plan: what it wished before is of a plan that was
    /// replaced.
    /// </summary>
    public ImmutableSortedDictionary<string, long> Imposed { get; init; } =
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    internal WishedFunction Wishing(GatewayEvent.PrewarmWished wish) =>
        Note(wish.Order) with { Prewarm = wish.Containers, Together = wish.Together, LastPrewarm = wish.Id };

    internal WishedFunction Wishing(ChangeId id, ResourceConfiguration resources, string? reason, WishOrder? order) =>
        Note(order) with { Wished = resources, LastLimits = id, Reason = reason };

    /// <summary>Whether this wish, or a newer one of the same wisher, was taken already.</summary>
    internal bool HasHeardOf(WishOrder? order) =>
        order is { } known && Newest.TryGetValue(known.Wisher, out var number) && number >= known.Number;

    /// <summary>Whether this wish was made before an imposition that its wisher knows of by now.</summary>
    internal bool HasReplaced(WishOrder? order) =>
        order is { Imposed: { } knew } known && Imposed.TryGetValue(known.Wisher, out var imposed) && knew < imposed;

    // Impositions are noted one after the other, in their order.
    internal WishedFunction Imposing(WorkflowId workflow, long order) =>
        this with { Imposed = Imposed.SetItem(WishOrder.WisherOf(workflow), order) };

    // Limits that differ from those known are no new knowledge but a drift, which is told and handled as such.
    internal WishedFunction Identified(GatewayEvent.FunctionIdentified found) =>
        this with { Kind = found.Kind, Present = Present ?? found.Resources, IsMissing = false };

    private WishedFunction Note(WishOrder? order) =>
        order is { } known ? this with { Newest = Newest.SetItem(known.Wisher, known.Number) } : this;
}
