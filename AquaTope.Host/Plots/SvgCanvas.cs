using System.Globalization;
using System.Security;
using System.Text;

namespace AquaTope.Host.Plots;

/// <summary>A canvas that writes SVG 1.1, with text as text.</summary>
internal sealed class SvgCanvas : IPlotCanvas
{
    private readonly StringBuilder _elements = new();

    public SvgCanvas(double width, double height)
    {
        _elements.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" " +
            $"width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" " +
            $"font-family=\"{string.Join(", ", PlotFonts.Families)}, sans-serif\" fill=\"#{Ink.Black.Rgb}\">\n");
        _elements.Append(
            CultureInfo.InvariantCulture,
            $"<rect width=\"{width}\" height=\"{height}\" fill=\"#{Ink.Paper.Rgb}\"/>\n");
    }

    public void Path(IReadOnlyList<PlotPoint> points, Stroke stroke)
    {
        var dashes = stroke.IsDashed ? " stroke-dasharray=\"6 4\"" : "";
        _elements.Append(
            CultureInfo.InvariantCulture,
            $"<polyline points=\"{Points(points)}\" fill=\"none\" stroke=\"#{stroke.Ink.Rgb}\" " +
            $"stroke-opacity=\"{stroke.Ink.Opacity}\" stroke-width=\"{stroke.Width}\" " +
            $"stroke-linejoin=\"round\"{dashes}/>\n");
    }

    public void Area(IReadOnlyList<PlotPoint> corners, Ink fill) => _elements.Append(
        CultureInfo.InvariantCulture,
        $"<polygon points=\"{Points(corners)}\" fill=\"#{fill.Rgb}\" fill-opacity=\"{fill.Opacity}\"/>\n");

    public void Disc(PlotPoint centre, double radius, Ink fill) => _elements.Append(
        CultureInfo.InvariantCulture,
        $"<circle cx=\"{centre.X:0.##}\" cy=\"{centre.Y:0.##}\" r=\"{radius}\" fill=\"#{fill.Rgb}\" " +
        $"fill-opacity=\"{fill.Opacity}\"/>\n");

    public void Text(PlotPoint at, string text, double size, TextAnchor anchor, TextFace face = TextFace.Plain)
    {
        var how = face switch
        {
            TextFace.Bold => " font-weight=\"bold\"",
            TextFace.Upwards => string.Create(
                CultureInfo.InvariantCulture, $" transform=\"rotate(-90 {at.X:0.##} {at.Y:0.##})\""),
            _ => ""
        };
        _elements.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{at.X:0.##}\" y=\"{at.Y:0.##}\" font-size=\"{size}\" " +
            $"text-anchor=\"{anchor.ToString().ToLowerInvariant()}\"{how}>{SecurityElement.Escape(text)}</text>\n");
    }

    /// <summary>The document.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes($"{_elements}</svg>\n");

    private static string Points(IReadOnlyList<PlotPoint> points) => string.Join(
        ' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.##},{point.Y:0.##}")));
}
