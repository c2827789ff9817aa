using SkiaSharp;

namespace AquaTope.Host.Plots;

/// <summary>A canvas of pixels, two for each of a screen in either direction, so that print is sharp.</summary>
internal sealed class PngCanvas : IPlotCanvas, IDisposable
{
    private const int Scale = 2;

    private readonly SKSurface _surface;
    private readonly SKTypeface _plain;
    private readonly SKTypeface _bold;

    /// <exception cref="InvalidOperationException">The machine has no font.</exception>
    public PngCanvas(double width, double height)
    {
        _plain = PlotFonts.Find(isBold: false)
                 ?? throw new InvalidOperationException("There is no font to draw labels in.");
        _bold = PlotFonts.Find(isBold: true) ?? _plain;
        _surface = SKSurface.Create(new SKImageInfo((int)(width * Scale), (int)(height * Scale)));
        _surface.Canvas.Scale(Scale);
        _surface.Canvas.Clear(ColorOf(Ink.Paper));
    }

    public void Path(IReadOnlyList<PlotPoint> points, Stroke stroke)
    {
        using var dashes = stroke.IsDashed ? SKPathEffect.CreateDash([6, 4], 0) : null;
        using var paint = Paint(stroke.Ink);
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = (float)stroke.Width;
        paint.StrokeJoin = SKStrokeJoin.Round;
        paint.PathEffect = dashes;
        using var path = PathOf(points, closed: false);
        _surface.Canvas.DrawPath(path, paint);
    }

    public void Area(IReadOnlyList<PlotPoint> corners, Ink fill)
    {
        using var paint = Paint(fill);
        using var path = PathOf(corners, closed: true);
        _surface.Canvas.DrawPath(path, paint);
    }

    public void Disc(PlotPoint centre, double radius, Ink fill)
    {
        using var paint = Paint(fill);
        _surface.Canvas.DrawCircle((float)centre.X, (float)centre.Y, (float)radius, paint);
    }

    public void Text(PlotPoint at, string text, double size, TextAnchor anchor, TextFace face = TextFace.Plain)
    {
        using var font = new SKFont(face == TextFace.Bold ? _bold : _plain, (float)size) { Subpixel = true };
        using var paint = Paint(Ink.Black);
        var align = anchor switch
        {
            TextAnchor.Middle => SKTextAlign.Center,
            TextAnchor.End => SKTextAlign.Right,
            _ => SKTextAlign.Left
        };
        _surface.Canvas.Save();
        _surface.Canvas.Translate((float)at.X, (float)at.Y);
        if (face == TextFace.Upwards) _surface.Canvas.RotateDegrees(-90);
        _surface.Canvas.DrawText(text, 0, 0, align, font, paint);
        _surface.Canvas.Restore();
    }

    /// <summary>The picture.</summary>
    public byte[] ToBytes()
    {
        using var image = _surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public void Dispose()
    {
        _surface.Dispose();
        _plain.Dispose();
        _bold.Dispose();
    }

    private static SKPath PathOf(IReadOnlyList<PlotPoint> points, bool closed)
    {
        var path = new SKPath();
        path.AddPoly([.. points.Select(point => new SKPoint((float)point.X, (float)point.Y))], closed);
        return path;
    }

    private static SKPaint Paint(Ink ink) => new() { Color = ColorOf(ink), IsAntialias = true };

    private static SKColor ColorOf(Ink ink) => SKColor.Parse(ink.Rgb).WithAlpha((byte)Math.Round(255 * ink.Opacity));
}
