using AquaTope.Models.Optimization.Staged;
using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Models.Optimization.Designers;

/// <summary>The designers by name.</summary>
public sealed class DesignerCatalog
{
    // A run every ten seconds for a day: a workflow that runs more rarely is hardly worth a study, and one that runs
    // more often loses next to nothing by the trials it does not make.
    private const double RunsServed = 10_000;

    private readonly SortedDictionary<string, Func<StudyDefinition, IDesigner>> _designers =
        new(StringComparer.Ordinal);

    /// <summary>Those that come with AquaTope.</summary>
    public static DesignerCatalog Standard { get; } = new DesignerCatalog()
        .With(RandomDesigner.DesignerName, study => new RandomDesigner(study))
        .With(ReferenceDesigner.DesignerName, study => new ReferenceDesigner(study))
        .With(SobolDesigner.DesignerName, study => new SobolDesigner(study))
        .With(StagedDesigner.DesignerName, study => new StagedDesigner(
            study, new StagedOptions { RunsServed = RunsServed }));

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
