using AquaTope.Models.Telemetry;
using Spectre.Console;

namespace AquaTope.Host.Cli.Loading;

/// <summary>The result of <c>load</c> for people.</summary>
internal static class LoadTable
{
    public static void Write(IAnsiConsole console, LoadDocument document)
    {
        console.WriteLine(
            $"{document.Workflow ?? document.Trace} on {document.Target}: {Digits.Of(document.ScheduleSeconds)} s " +
            $"{Schedule(document)} at time x{Digits.Of(document.TimeScale)}; seed {document.Seed}");
        if (document.Stopped)
            console.WriteLine(
                $"Stopped after {Digits.Of(document.Sent + document.Dropped)} of {Digits.Of(document.Planned)} " +
                "invocations; what is known by then:");
        console.WriteLine();
        console.Write(Counts(document));
        if (document.LatencySeconds is { } latency) Write(console, latency, document.SenderLagSeconds!);
        if (document.Failures.Count > 0) Write(console, document.Failures);
    }

    private static string Schedule(LoadDocument document) => document switch
    {
        { Shape: { } shape } => $"shaped by {shape}",
        { RatePerSecond: { } rate } => $"with {Digits.Of(rate)} invocations per second on average",
        _ => "of the trace"
    };

    private static Table Counts(LoadDocument document)
    {
        var table = Rows("invocations", "");
        table.AddRow("sent", Digits.Of(document.Sent));
        table.AddRow("succeeded", Digits.Of(document.Succeeded));
        table.AddRow("failed", Digits.Of(document.Failed));
        if (document.Dropped > 0) table.AddRow("dropped", Digits.Of(document.Dropped));
        table.AddRow("cold starts", document.ColdStarts is { } cold ? Digits.Of(cold) : "in the records of the parts");
        table.AddRow("intended per second", Digits.Rate(document.IntendedPerSecond));
        table.AddRow("sent per second", Digits.Rate(document.SentPerSecond));
        table.AddRow("succeeded per second", Digits.Rate(document.SucceededPerSecond));
        return table;
    }

    private static void Write(IAnsiConsole console, LatencySummary latency, LatencySummary lag)
    {
        var table = Rows("seconds", "mean", "p50", "p90", "p95", "p99", "max");
        Add("latency", latency);
        Add("sent late by", lag);
        console.WriteLine();
        console.Write(table);

        void Add(string name, LatencySummary of)
        {
            double[] seconds = [of.Mean, of.P50, of.P90, of.P95, of.P99, of.Max];
            table.AddRow([name, .. seconds.Select(Digits.Seconds)]);
        }
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<LoadFailure> failures)
    {
        var table = Rows("failed", "");
        foreach (var failure in failures) table.AddRow(Markup.Escape(failure.Kind), Digits.Of(failure.Count));
        console.WriteLine();
        console.Write(table);
        foreach (var failure in failures) console.WriteLine($"{failure.Kind}, the first: {failure.Reason}");
    }

    private static Table Rows(string first, params string[] others)
    {
        var table = new Table().Border(TableBorder.None).AddColumn(Column(first).LeftAligned());
        foreach (var heading in others) table.AddColumn(Column(heading).RightAligned());
        return table;
    }

    private static TableColumn Column(string heading) =>
        new TableColumn($"[bold]{heading}[/]").NoWrap().Padding(0, 0, 2, 0);
}
