namespace AquaTope.Host.Plots;

/// <summary>One diagram of a figure: two axes, what they show, and a legend above it.</summary>
internal sealed record Panel(Axis Horizontal, Axis Vertical, IReadOnlyList<Mark> Marks)
{
    private const double Left = 74;
    private const double Right = 18;
    private const double Bottom = 56;
    private const double LegendLine = 20;
    private const double Letters = 13;
    private const double Sample = 26;
    private const double DotRadius = 3.5;

    // Fonts differ and an SVG is not measured; in the common ones a letter is about so wide for its height.
    private const double LetterWidth = 0.56;

    /// <summary>Draws it into a rectangle of the canvas.</summary>
    public void Draw(IPlotCanvas canvas, double x, double y, double width, double height)
    {
        var top = y + DrawLegend(canvas, x + Left, y, width - Left - Right);
        var frame = new Frame(this, x + Left, top, width - Left - Right, y + height - Bottom - top);
        DrawAxes(canvas, frame);
        foreach (var mark in Marks) Draw(canvas, frame, mark);
        canvas.Text(
            new PlotPoint(frame.X + frame.Width / 2, y + height - 14), Horizontal.Label, Letters, TextAnchor.Middle);
        canvas.Text(
            new PlotPoint(x + 16, frame.Y + frame.Height / 2), Vertical.Label, Letters, TextAnchor.Middle,
            TextFace.Upwards);
    }

    private static void DrawAxes(IPlotCanvas canvas, Frame frame)
    {
        var (left, right) = (frame.X, frame.X + frame.Width);
        var (top, bottom) = (frame.Y, frame.Y + frame.Height);
        foreach (var (value, text) in frame.Panel.Vertical.Ticks())
        {
            var at = frame.Vertically(value);
            canvas.Path([new(left, at), new(right, at)], new Stroke(Ink.Grid, 1));
            canvas.Text(new PlotPoint(left - 8, at + Letters * 0.35), text, Letters, TextAnchor.End);
        }
        foreach (var (value, text) in frame.Panel.Horizontal.Ticks())
        {
            var at = frame.Horizontally(value);
            canvas.Path([new(at, bottom), new(at, bottom + 5)], new Stroke(Ink.Black, 1));
            canvas.Text(new PlotPoint(at, bottom + 19), text, Letters, TextAnchor.Middle);
        }
        canvas.Path([new(left, top), new(left, bottom), new(right, bottom)], new Stroke(Ink.Black, 1));
    }

    private static void Draw(IPlotCanvas canvas, Frame frame, Mark mark)
    {
        switch (mark)
        {
            case Mark.Dots dots:
                foreach (var value in dots.Values.Where(frame.Holds)) DrawDot(canvas, frame.At(value), dots);
                break;
            case Mark.Steps steps:
                canvas.Path([.. StepsOf(steps.Values).Select(frame.Inside)], LineOf(steps));
                break;
            case Mark.Line line:
                canvas.Path([.. line.Values.Select(frame.Inside)], LineOf(line));
                break;
            case Mark.Band band:
                canvas.Area(
                    [
                        .. band.Values.Select(value => frame.Inside(new PlotPoint(value.X, value.High))),
                        .. band.Values.Reverse().Select(value => frame.Inside(new PlotPoint(value.X, value.Low)))
                    ],
                    band.Ink);
                break;
            case Mark.Level level:
                var height = frame.Vertically(level.Value);
                canvas.Path([new(frame.X, height), new(frame.X + frame.Width, height)], LineOf(level));
                break;
            case Mark.Limit limit:
                var place = frame.Horizontally(limit.Value);
                canvas.Path([new(place, frame.Y), new(place, frame.Y + frame.Height)], LineOf(limit));
                break;
            default:
                throw new ArgumentException($"A panel cannot show {mark.GetType().Name}.", nameof(mark));
        }
    }

    // The legend runs in as many lines as it needs; returns their height.
    private double DrawLegend(IPlotCanvas canvas, double x, double y, double width)
    {
        var at = new PlotPoint(x, y + LegendLine / 2);
        foreach (var mark in Marks.Where(mark => mark.Label is not null))
        {
            var wide = Sample + 6 + mark.Label!.Length * Letters * LetterWidth + 14;
            if (at.X > x && at.X + wide > x + width + 14) at = new PlotPoint(x, at.Y + LegendLine);
            DrawSample(canvas, at, mark);
            canvas.Text(
                new PlotPoint(at.X + Sample + 6, at.Y + Letters * 0.35), mark.Label, Letters, TextAnchor.Start);
            at = at with { X = at.X + wide };
        }
        return at.Y + LegendLine - y;
    }

    private static void DrawSample(IPlotCanvas canvas, PlotPoint at, Mark mark)
    {
        switch (mark)
        {
            case Mark.Dots dots:
                DrawDot(canvas, at with { X = at.X + Sample / 2 }, dots);
                break;
            default:
                canvas.Path([at, at with { X = at.X + Sample }], LineOf(mark));
                break;
        }
    }

    private static void DrawDot(IPlotCanvas canvas, PlotPoint at, Mark.Dots dots)
    {
        const double arm = 3.5;
        const double corner = 8;
        switch (dots.Shape)
        {
            case DotShape.Disc:
                canvas.Disc(at, DotRadius, dots.Ink);
                break;
            case DotShape.Cross:
                var stroke = new Stroke(dots.Ink, 1.5);
                canvas.Path([new(at.X - arm, at.Y - arm), new(at.X + arm, at.Y + arm)], stroke);
                canvas.Path([new(at.X - arm, at.Y + arm), new(at.X + arm, at.Y - arm)], stroke);
                break;
            case DotShape.Diamond:
                PlotPoint[] corners =
                [
                    new(at.X, at.Y - corner), new(at.X + corner, at.Y),
                    new(at.X, at.Y + corner), new(at.X - corner, at.Y)
                ];
                canvas.Area(corners, dots.Ink);
                canvas.Path([.. corners, corners[0]], new Stroke(Ink.Paper, 1.2));
                break;
            default:
                throw new ArgumentException($"A dot cannot be a {dots.Shape}.", nameof(dots));
        }
    }

    private static Stroke LineOf(Mark mark) => mark is Mark.Level or Mark.Limit
        ? new Stroke(mark.Ink, 1.6, IsDashed: true)
        : new Stroke(mark.Ink, 2.2);

    private static IEnumerable<PlotPoint> StepsOf(IReadOnlyList<PlotPoint> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) yield return new PlotPoint(values[i].X, values[i - 1].Y);
            yield return values[i];
        }
    }

    /// <summary>The rectangle between the axes.</summary>
    private sealed record Frame(Panel Panel, double X, double Y, double Width, double Height)
    {
        public double Horizontally(double value) => X + Width * Panel.Horizontal.PositionOf(value);

        public double Vertically(double value) => Y + Height * (1 - Panel.Vertical.PositionOf(value));

        public PlotPoint At(PlotPoint value) => new(Horizontally(value.X), Vertically(value.Y));

        public bool Holds(PlotPoint value) => Panel.Horizontal.Shows(value.X) && Panel.Vertical.Shows(value.Y);

        // Lines that leave the frame run along its edge.
        public PlotPoint Inside(PlotPoint value) => new(
            Math.Clamp(Horizontally(value.X), X, X + Width), Math.Clamp(Vertically(value.Y), Y, Y + Height));
    }
}
