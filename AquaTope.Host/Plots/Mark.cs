namespace AquaTope.Host.Plots;

/// <summary>Something that a panel shows.</summary>
/// <param name="Label">What the legend calls it; <see langword="null"/> where it is not in the legend.</param>
/// <param name="Ink">Its colour.</param>
internal abstract record Mark(string? Label, Ink Ink)
{
    /// <summary>Values, each on its own.</summary>
    public sealed record Dots(string Label, Ink Ink, DotShape Shape, IReadOnlyList<PlotPoint> Values)
        : Mark(Label, Ink);

    /// <summary>A value that holds until the next one.</summary>
    public sealed record Steps(string Label, Ink Ink, IReadOnlyList<PlotPoint> Values) : Mark(Label, Ink);

    /// <summary>Values joined by lines.</summary>
    public sealed record Line(string Label, Ink Ink, IReadOnlyList<PlotPoint> Values) : Mark(Label, Ink);

    /// <summary>What lies between two lines; goes with a line that the legend names.</summary>
    public sealed record Band(Ink Ink, IReadOnlyList<(double X, double Low, double High)> Values) : Mark(null, Ink);

    /// <summary>A dashed line at a value of the vertical axis.</summary>
    public sealed record Level(string Label, Ink Ink, double Value) : Mark(Label, Ink);

    /// <summary>A dashed line at a value of the horizontal axis.</summary>
    public sealed record Limit(string Label, Ink Ink, double Value) : Mark(Label, Ink);
}

/// <summary>How a single value looks.</summary>
internal enum DotShape
{
    Disc = 0,
    Cross = 1,

    /// <summary>Larger than the others: the one to look at.</summary>
    Diamond = 2
}
