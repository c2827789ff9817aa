using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform;

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

    internal WishedFunction Wishing(GatewayEvent.PrewarmWished wish) =>
        this with { Prewarm = wish.Containers, Together = wish.Together, LastPrewarm = wish.Id };

    internal WishedFunction Wishing(ChangeId id, ResourceConfiguration resources, string? reason) =>
        this with { Wished = resources, LastLimits = id, Reason = reason };

    // Limits that differ from those known are no new knowledge but a drift, which is told and handled as such.
    internal WishedFunction Identified(GatewayEvent.FunctionIdentified found) =>
        this with { Kind = found.Kind, Present = Present ?? found.Resources, IsMissing = false };
}
