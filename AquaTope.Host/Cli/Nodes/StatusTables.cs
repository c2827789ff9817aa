using System.Globalization;
using AquaTope.Host.Api;
using AquaTope.Host.Cli.Safety;
using AquaTope.Models.Quantities;
using Spectre.Console;

namespace AquaTope.Host.Cli.Nodes;

/// <summary>A node's status for people.</summary>
internal static class StatusTables
{
    public static void Write(IAnsiConsole console, StatusDocument status)
    {
        // Past the console, which would break a long line.
        console.Profile.Out.Writer.WriteLine($"node {status.Node} is {status.Cluster.Self}");
        console.Profile.Out.Writer.WriteLine(GatewayLine.Of(status.Gateway));
        console.WriteLine();
        Write(
            console, "no workflow is registered",
            ["workflow", "state", "promise", "kept", "runs", "median", "resources"], status.Workflows.Select(Row));
        Write(
            console, "no function is managed",
            ["function", "invocations", "cold starts", "kept warm", "policy", "forecast", "error"],
            status.Functions.Select(function => new[]
            {
                function.Name, Count(function.Invocations), Count(function.ColdStarts), Count(function.Target),
                function.Policy ?? "-",
                function.Forecast is { } forecast
                    ? Text($"{forecast.Mean:0.##}, at most {forecast.Quantile:0.##} by {forecast.By}")
                    : "-",
                function.Forecast?.MeanError is { } error ? Text($"{error:0.##}") : "-"
            }));
        Write(
            console, "the node has joined no cluster yet", ["member", "status", "roles"],
            status.Cluster.Members.Select(member => new[]
            {
                member.Address, member.Status, string.Join(", ", member.Roles)
            }));
    }

    private static void Write(IAnsiConsole console, string nothing, string[] headings, IEnumerable<string[]> rows)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var heading in headings)
            table.AddColumn(new TableColumn($"[bold]{heading}[/]").Padding(0, 0, 2, 0));
        foreach (var row in rows) table.AddRow([.. row.Select(cell => new Text(cell))]);
        if (table.Rows.Count == 0) console.WriteLine(nothing);
        else console.Write(table);
        console.WriteLine();
    }

    private static string[] Row(WorkflowAnswer workflow) =>
    [
        workflow.Name, workflow.State, Text($"{workflow.Percentile * 100:0.##}% within {workflow.QosSeconds:0.###} s"),
        workflow.Runs == 0 ? "-" : Text($"{100.0 * (workflow.Runs - workflow.Missed) / workflow.Runs:0.0}%"),
        Count(workflow.Runs) + (workflow.LetDown > 0 ? $" (+{Count(workflow.LetDown)} failed)" : ""),
        workflow.MedianSeconds is { } median ? Text($"{median:0.000} s") : "-",
        string.Join("\n", workflow.Plan.Select(stage =>
            Text($"{stage.Stage} {Counted.Of(stage.Cores, "core")} {stage.MemoryMb} MB")))
    ];

    private static string Count(long value) => Text($"{value:N0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
