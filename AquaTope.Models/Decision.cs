namespace AquaTope.Models;

/// <summary>
/// What a decider answers: the facts to write and the effects to perform once they are written. A refusal has neither
/// and says why.
/// </summary>
public sealed record Decision<TEvent, TEffect>(IReadOnlyList<TEvent> Events, IReadOnlyList<TEffect> Effects)
{
    /// <summary>Nothing to write, nothing to do.</summary>
    public static Decision<TEvent, TEffect> Nothing { get; } = new([], []);

    /// <summary>Effects that rest on facts already written.</summary>
    public static Decision<TEvent, TEffect> Do(params IReadOnlyList<TEffect> effects) => new([], effects);

    /// <summary>Facts without effects.</summary>
    public static Decision<TEvent, TEffect> Record(params IReadOnlyList<TEvent> events) => new(events, []);
}
