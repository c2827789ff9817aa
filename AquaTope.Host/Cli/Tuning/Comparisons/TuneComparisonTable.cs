using System.Globalization;
using Spectre.Console;

namespace AquaTope.Host.Cli.Tuning.Comparisons;

/// <summary>The result of a comparison by <c>tune</c> for people: a column for each designer.</summary>
internal static class TuneComparisonTable
{
    public static void Write(IAnsiConsole console, TuneComparisonDocument document)
    {
        var optimum = document.Optimum is { } least ? $"optimum {Number(least)}" : "optimum not known";
        console.Profile.Out.Writer.WriteLine(
            $"{document.Problem}, {optimum}: median [quartiles] over seeds {document.Seed} to " +
            $"{document.Seed + document.Seeds - 1}, {document.Init} initial trials, then batches of {document.Batch}");
        console.WriteLine();

        var table = new Table().Border(TableBorder.None).AddColumn(Column("after").LeftAligned());
        foreach (var designer in document.Designers) table.AddColumn(Column(designer.Name).RightAligned());
        Section("best truly feasible");
        Checkpoints(designer => designer.BestTrue, null);
        Section("recommended, share truly feasible");
        Checkpoints(designer => designer.Recommended, designer => designer.RecommendedFeasible);
        Section("over all");
        Row("trials that looked feasible", designer => Share(designer.FeasibleTrials));
        Row("s CPU a batch", designer => Seconds(designer.SuggestCpuSeconds));
        Row("s CPU the last batch", designer => Seconds(designer.LastSuggestCpuSeconds));
        console.Write(table);

        void Section(string name) => table.AddRow([$"[bold]{name}[/]", .. document.Designers.Select(_ => "")]);

        void Checkpoints(
            Func<TuneComparedDesigner, IReadOnlyList<TuneQuartiles>> values,
            Func<TuneComparedDesigner, IReadOnlyList<double>>? shares)
        {
            for (var i = 0; i < document.Checkpoints.Count; i++)
            {
                var at = i;
                Row($"{document.Checkpoints[at]} trials", designer =>
                    Quartiles(values(designer)[at]) + (shares is null ? "" : $" {Share(shares(designer)[at]),5}"));
            }
        }

        void Row(string name, Func<TuneComparedDesigner, string> value) =>
            table.AddRow([$"  {name}", .. document.Designers.Select(designer => Markup.Escape(value(designer)))]);
    }

    private static TableColumn Column(string heading) =>
        new TableColumn($"[bold]{heading}[/]").NoWrap().Padding(0, 0, 3, 0);

    private static string Quartiles(TuneQuartiles values) =>
        $"{Number(values.Median)} [{Number(values.Lower)}, {Number(values.Upper)}]";

    private static string Seconds(TuneQuartiles values) => string.Create(
        CultureInfo.InvariantCulture, $"{values.Median:0.0000} [{values.Lower:0.0000}, {values.Upper:0.0000}]");

    private static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "none";

    private static string Share(double value) => value.ToString("0%", CultureInfo.InvariantCulture);
}
