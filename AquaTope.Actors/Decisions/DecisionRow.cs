namespace AquaTope.Actors.Decisions;

/// <summary>One kind of decision: which facts are of the kind, and how they read.</summary>
public abstract class DecisionRow
{
    private DecisionRow(string kind, Type type)
    {
        Kind = kind;
        Type = type;
    }

    /// <summary>Words joined by dashes; what users filter by, so it is never given another meaning.</summary>
    public string Kind { get; }

    /// <summary>The type of the journaled fact.</summary>
    public Type Type { get; }

    /// <summary>The fact in words, or <see langword="null"/> where it is not of this kind after all.</summary>
    public abstract Wording? Describe(DecisionOrigin origin, object fact);

    /// <param name="kind">The kind.</param>
    /// <param name="describe">
    /// A function of the fact alone and of whose it is: the same fact always reads the same.
    /// </param>
    public static DecisionRow Of<T>(string kind, Func<DecisionOrigin, T, Wording?> describe)
        where T : class => new Row<T>(kind, describe);

    private sealed class Row<T>(string kind, Func<DecisionOrigin, T, Wording?> describe) : DecisionRow(kind, typeof(T))
        where T : class
    {
        public override Wording? Describe(DecisionOrigin origin, object fact) => describe(origin, (T)fact);
    }
}
