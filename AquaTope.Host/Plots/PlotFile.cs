using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Plots;

/// <summary>The file that <c>--plot</c> names; its ending says which format.</summary>
internal sealed class PlotFile
{
    private readonly string _path;
    private readonly Func<Figure, byte[]> _render;

    private PlotFile(string path, Func<Figure, byte[]> render)
    {
        _path = path;
        _render = render;
    }

    /// <summary>The file of that option value; <see langword="null"/> when the option was not given.</summary>
    /// <exception cref="UsageException">It cannot be written there, or the format is not known.</exception>
    public static PlotFile? Of(string? path)
    {
        if (path is null) return null;
        OutputFile.Check("--plot", path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".svg":
                return new PlotFile(path, Svg);
            case ".png":
                if (PlotFonts.Find(isBold: false) is null)
                    throw new UsageException(
                        $"--plot is '{path}', but this machine has no fonts for its labels; name an .svg file instead");
                return new PlotFile(path, Png);
            default:
                throw new UsageException($"--plot is '{path}'; it takes a file that ends in .svg or .png");
        }
    }

    public Task WriteAsync(Figure figure, CancellationToken cancellation) =>
        OutputFile.WriteAsync(_path, _render(figure), cancellation);

    private static byte[] Svg(Figure figure)
    {
        var canvas = new SvgCanvas(figure.Width, Figure.Height);
        figure.Draw(canvas);
        return canvas.ToBytes();
    }

    private static byte[] Png(Figure figure)
    {
        using var canvas = new PngCanvas(figure.Width, Figure.Height);
        figure.Draw(canvas);
        return canvas.ToBytes();
    }
}
