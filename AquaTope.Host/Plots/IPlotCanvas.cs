namespace AquaTope.Host.Plots;

/// <summary>What figures are drawn on. Lengths are pixels of a screen, from the upper left corner.</summary>
internal interface IPlotCanvas
{
    /// <summary>A line from point to point.</summary>
    void Path(IReadOnlyList<PlotPoint> points, Stroke stroke);

    /// <summary>A filled polygon.</summary>
    void Area(IReadOnlyList<PlotPoint> corners, Ink fill);

    /// <summary>A filled circle.</summary>
    void Disc(PlotPoint centre, double radius, Ink fill);

    /// <summary>A line of text.</summary>
    /// <param name="at">Where its base line is.</param>
    /// <param name="text">What it says.</param>
    /// <param name="size">The height of its letters, from the lowest to the highest.</param>
    /// <param name="anchor">Which part of it is there.</param>
    /// <param name="face">How it is set.</param>
    void Text(PlotPoint at, string text, double size, TextAnchor anchor, TextFace face = TextFace.Plain);
}

/// <summary>A place on a canvas.</summary>
internal readonly record struct PlotPoint(double X, double Y);

/// <summary>A colour.</summary>
/// <param name="Rgb">Six hexadecimal digits.</param>
/// <param name="Opacity">From 0, invisible, to 1.</param>
internal readonly record struct Ink(string Rgb, double Opacity = 1)
{
    /// <summary>The colours that people with any vision tell apart (Okabe and Ito, 2008).</summary>
    public static IReadOnlyList<Ink> Series { get; } =
        [new("0072B2"), new("D55E00"), new("009E73"), new("CC79A7"), new("E69F00"), new("56B4E9")];

    public static Ink Black { get; } = new("222222");

    public static Ink Grey { get; } = new("8A8A8A");

    public static Ink Grid { get; } = new("E6E6E6");

    public static Ink Paper { get; } = new("FFFFFF");
}

/// <summary>How a line is drawn.</summary>
internal readonly record struct Stroke(Ink Ink, double Width, bool IsDashed = false);

/// <summary>Which part of a text is at its place.</summary>
internal enum TextAnchor
{
    Start = 0,
    Middle = 1,
    End = 2
}

/// <summary>How a text is set.</summary>
internal enum TextFace
{
    Plain = 0,
    Bold = 1,

    /// <summary>Read from below to above.</summary>
    Upwards = 2
}
