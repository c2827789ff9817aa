using System.Collections.Frozen;

namespace AquaTope.Actors.Wire;

/// <summary>
/// Every shape that crosses a process boundary or lies in a journal. Rows are added, never edited or removed; readers
/// of a new shape ship one release before its writers; each row has a golden file that is read forever.
/// </summary>
public sealed class WireTable
{
    private readonly FrozenDictionary<string, WireRow> _byManifest;
    private readonly FrozenDictionary<Type, WireRow> _byType;

    /// <exception cref="ArgumentException">Two rows share a manifest, or two current rows a type.</exception>
    public WireTable(IEnumerable<WireRow> rows)
    {
        Rows = [.. rows];
        _byManifest = Rows.ToFrozenDictionary(row => row.Manifest);
        _byType = Rows.Where(row => row.IsCurrent).ToFrozenDictionary(row => row.Type);
    }

    public IReadOnlyList<WireRow> Rows { get; }

    /// <summary>The types that are written.</summary>
    public IEnumerable<Type> Types => _byType.Keys;

    /// <exception cref="ArgumentException">No row writes the type.</exception>
    public WireRow RowOf(Type type) =>
        _byType.TryGetValue(type, out var row)
            ? row
            : throw new ArgumentException($"{type} has no row in the wire table.", nameof(type));

    /// <exception cref="ArgumentException">
    /// The manifest is unknown: it was written by a newer release, or damaged.
    /// </exception>
    public WireRow RowOf(string manifest) =>
        _byManifest.TryGetValue(manifest, out var row)
            ? row
            : throw new ArgumentException(
                $"'{manifest}' is no manifest of this release; a newer release may have written it.", nameof(manifest));
}
