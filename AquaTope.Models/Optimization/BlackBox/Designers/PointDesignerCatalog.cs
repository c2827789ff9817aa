namespace AquaTope.Models.Optimization.BlackBox.Designers;

/// <summary>The black-box designers by name.</summary>
public static class PointDesignerCatalog
{
    private static readonly SortedDictionary<string, Func<PointSpace, ulong, IPointDesigner>> Designers =
        new(StringComparer.Ordinal)
        {
            [AquaTopePointDesigner.DesignerName] = (space, seed) => new AquaTopePointDesigner(space, seed),
            [RandomPointDesigner.DesignerName] = (space, seed) => new RandomPointDesigner(space, seed),
            [ReferencePointDesigner.DesignerName] = (space, seed) => new ReferencePointDesigner(space, seed),
            [SobolPointDesigner.DesignerName] = (space, seed) => new SobolPointDesigner(space, seed)
        };

    public static IEnumerable<string> Names => Designers.Keys;

    /// <summary>A designer for a space; every draw it makes follows from the seed.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public static IPointDesigner Create(string name, PointSpace space, ulong seed) =>
        Designers.TryGetValue(name, out var create)
            ? create(space, seed)
            : throw new ArgumentException(
                $"'{name}' is no designer; there are {string.Join(", ", Names)}.", nameof(name));
}
