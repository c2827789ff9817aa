namespace AquaTope.Models.Optimization.Designers;

/// <summary>The designers by name.</summary>
public sealed class DesignerCatalog
{
    private readonly SortedDictionary<string, Func<StudyDefinition, IDesigner>> _designers =
        new(StringComparer.Ordinal);

    /// <summary>Those that come with AquaTope.</summary>
    public static DesignerCatalog Standard { get; } = new DesignerCatalog()
        .With(RandomDesigner.DesignerName, study => new RandomDesigner(study.Space, study.Seed))
        .With(SobolDesigner.DesignerName, study => new SobolDesigner(study.Space, study.Seed));

    public IEnumerable<string> Names => _designers.Keys;

    /// <summary>A catalog with one more designer, or another under a known name.</summary>
    public DesignerCatalog With(string name, Func<StudyDefinition, IDesigner> create)
    {
        var more = new DesignerCatalog();
        foreach (var (known, designer) in _designers) more._designers[known] = designer;
        more._designers[name] = create;
        return more;
    }

    public bool Contains(string name) => _designers.ContainsKey(name);

    /// <summary>The designer that a study's options name.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public IDesigner Create(StudyDefinition study) =>
        _designers.TryGetValue(study.Options.Designer, out var create)
            ? create(study)
            : throw new ArgumentException(
                $"'{study.Options.Designer}' is no designer; there are {string.Join(", ", Names)}.", nameof(study));
}
