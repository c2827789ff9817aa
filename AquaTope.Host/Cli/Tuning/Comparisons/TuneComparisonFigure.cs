using AquaTope.Host.Plots;

namespace AquaTope.Host.Cli.Tuning.Comparisons;

/// <summary>The picture of a comparison: each designer's median and quartiles over trials.</summary>
internal static class TuneComparisonFigure
{
    public static Figure Of(TuneComparisonDocument document) => new(
        $"Designers on {document.Problem}",
        $"median and quartiles over {document.Seeds} seeds from {document.Seed} on; {document.Init} initial trials, " +
        $"batches of {document.Batch}",
        [
            PanelOf(document, designer => designer.BestTrue, "best truly feasible so far"),
            PanelOf(document, designer => designer.Recommended, "recommended, noise-free")
        ]);

    private static Panel PanelOf(
        TuneComparisonDocument document, Func<TuneComparedDesigner, IReadOnlyList<TuneQuartiles>> values, string label)
    {
        var marks = new List<Mark>();
        for (var i = 0; i < document.Designers.Count; i++)
        {
            var designer = document.Designers[i];
            var ink = Ink.Series[i % Ink.Series.Count];
            var shown = document.Checkpoints.Zip(values(designer), (trials, at) => (Trials: trials, At: at)).ToList();
            marks.Add(new Mark.Band(ink with { Opacity = 0.18 },
            [
                .. shown.Where(one => one.At is { Lower: not null, Upper: not null })
                    .Select(one => ((double)one.Trials, one.At.Lower!.Value, one.At.Upper!.Value))
            ]));
            marks.Add(new Mark.Line(designer.Name, ink,
            [
                .. shown.Where(one => one.At.Median is not null)
                    .Select(one => new PlotPoint(one.Trials, one.At.Median!.Value))
            ]));
        }
        if (document.Optimum is { } optimum) marks.Add(new Mark.Level("optimum", Ink.Black, optimum));
        var heights = document.Designers.SelectMany(values)
            .SelectMany(value => new[] { value.Lower, value.Median, value.Upper })
            .Append(document.Optimum).OfType<double>();
        return new Panel(
            Axis.Between("trials", 0, document.Checkpoints[^1] + 1), Axis.Around(label, heights), marks);
    }
}
