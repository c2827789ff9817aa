namespace AquaTope.Host.Plots;

/// <summary>Panels side by side below a title, on a light ground.</summary>
internal sealed record Figure(string Title, string Subtitle, IReadOnlyList<Panel> Panels)
{
    private const double PanelWidth = 600;
    private const double PanelHeight = 430;
    private const double Head = 62;
    private const double Edge = 8;

    public const double Height = Head + PanelHeight;

    public double Width => PanelWidth * Panels.Count + 2 * Edge;

    public void Draw(IPlotCanvas canvas)
    {
        canvas.Text(new PlotPoint(Edge + 16, 28), Title, 17, TextAnchor.Start, TextFace.Bold);
        canvas.Text(new PlotPoint(Edge + 16, 48), Subtitle, 13, TextAnchor.Start);
        for (var i = 0; i < Panels.Count; i++)
            Panels[i].Draw(canvas, Edge + i * PanelWidth, Head, PanelWidth, PanelHeight);
    }
}
