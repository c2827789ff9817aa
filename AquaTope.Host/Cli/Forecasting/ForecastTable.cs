using System.Globalization;
using Spectre.Console;

namespace AquaTope.Host.Cli.Forecasting;

/// <summary>The result of <c>forecast</c> for people.</summary>
internal static class ForecastTable
{
    private static readonly string[] Levels = ["0.01", "0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95", "0.99"];

    public static void Write(IAnsiConsole console, ForecastDocument document)
    {
        console.WriteLine(
            $"{Count(document.Series)} series, {Count(document.Steps)} windows of {document.WindowSeconds} s " +
            $"forecast, each from all windows before it; seed {document.Seed}");
        if (document.Series > 1) console.WriteLine("Every measure is the median over the series.");
        if (document.Unobserved > 0)
            console.WriteLine($"{Count(document.Unobserved)} windows were not observed and are not scored.");

        var table = New("sMAPE", "MAE", "RMSE", "MASE", "CRPS", "pinball 95", "in 90 %", "train s", "predict s");
        foreach (var model in document.Models)
            table.AddRow(
                model.Name, Number(model.Smape, 2), Number(model.Mae, 3), Number(model.Rmse, 2),
                model.Mase is { } mase ? Number(mase, 3) : "-", Number(model.Crps, 3), Number(model.Pinball95, 3),
                Share(model.Coverage90), Number(model.TrainSeconds, 1), Number(model.PredictSeconds, 1));
        console.WriteLine();
        console.Write(table);

        var coverage = New([.. Levels.Select(level => $"q{level}"), "closed"]);
        foreach (var model in document.Models)
            coverage.AddRow(
            [
                model.Name, .. Levels.Select(level => Share(model.Coverage[level])), Share(model.ClosedCoverage90)
            ]);
        console.WriteLine();
        console.WriteLine(
            "Share of demand below each quantile; a count is spread over its step of the distribution.");
        console.WriteLine(
            "Closed: windows from the 5 % to the 95 % quantile with both ends, more where counts are small.");
        console.Write(coverage);
    }

    private static Table New(params string[] headings)
    {
        var table = new Table().Border(TableBorder.None).AddColumn(Column("model").LeftAligned());
        foreach (var heading in headings) table.AddColumn(Column(heading).RightAligned());
        return table;
    }

    private static TableColumn Column(string heading) =>
        new TableColumn($"[bold]{heading}[/]").NoWrap().Padding(0, 0, 2, 0);

    private static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double value, int digits) =>
        value.ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Share(double value) => Number(100 * value, 1) + "%";
}
