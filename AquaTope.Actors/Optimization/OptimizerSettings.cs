using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Pricing;

namespace AquaTope.Actors.Optimization;

/// <summary>What every study is run with.</summary>
public sealed record OptimizerSettings
{
    public StudyOptions Study { get; init; } = new();

    /// <summary>The configurations a function may be given, as far as the platform can do them.</summary>
    public ResourceRange Range { get; init; } = ResourceRange.Default;

    public PriceModel Prices { get; init; } = new();

    public DesignerCatalog Designers { get; init; } = DesignerCatalog.Standard;

    /// <summary>
    /// Studies that may fit their models at once; the others wait in the order they asked. Leave a core for messages.
    /// </summary>
    public int ConcurrentFits { get; init; } = 1;
}
