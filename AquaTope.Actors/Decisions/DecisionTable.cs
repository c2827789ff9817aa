using System.Collections.Frozen;

namespace AquaTope.Actors.Decisions;

/// <summary>
/// Which journaled facts are decisions, and how they read. To show one more kind, add a row to its area's table; what
/// the journal already holds of it is listed as well, since the list is built anew when a kind is new.
/// </summary>
public sealed class DecisionTable
{
    private readonly FrozenDictionary<Type, DecisionRow[]> _byType;

    public DecisionTable(IEnumerable<DecisionRow> rows)
    {
        Rows = [.. rows];
        _byType = Rows.GroupBy(row => row.Type).ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    public IReadOnlyList<DecisionRow> Rows { get; }

    /// <summary>Every kind there is, in alphabetical order.</summary>
    public IReadOnlyList<string> Kinds => [.. Rows.Select(row => row.Kind).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A fact as a decision; <see langword="null"/> for what is none.</summary>
    public DecisionText? Describe(string persistenceId, object fact)
    {
        foreach (var row in _byType.GetValueOrDefault(fact.GetType(), []))
            if (row.Describe(new DecisionOrigin(persistenceId), fact) is { } wording)
                return new DecisionText(row.Kind, wording);
        return null;
    }
}
