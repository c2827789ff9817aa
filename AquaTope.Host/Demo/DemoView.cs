using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AquaTope.Host.Demo;

/// <summary>How a demo looks in the terminal, while it runs and at its end.</summary>
internal static class DemoView
{
    private const int ShownDecisions = 6;

    /// <summary>The live picture: both platforms so far, and what was decided last.</summary>
    public static IRenderable Live(DemoRun run, int minute, int minutes)
    {
        var time = TimeSpan.FromMinutes(DemoRun.FirstMinute + minute);
        var decisions = run.Log.Latest(ShownDecisions).Select(line => new Text(line).Overflow(Overflow.Ellipsis));
        return new Rows(
        [
            new Text(string.Create(
                CultureInfo.InvariantCulture,
                $"{time:hh\\:mm}  minute {minute} of {minutes}, {run.Log.Count} decisions")),
            Table([.. run.Platforms.Select(DemoResult.Of)]),
            .. decisions
        ]);
    }

    /// <summary>The result table.</summary>
    public static Table Table(IReadOnlyList<DemoResult> results)
    {
        var table = new Table().RoundedBorder();
        table.AddColumn(new TableColumn("policy").NoWrap());
        foreach (var heading in new[]
                 {
                     "runs", "calls", "cold", "cold rate", "QoS missed", "cost", "+ warming", "+ trials", "GB-s held"
                 })
            table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var result in results)
            table.AddRow(
                result.Policy, Number(result.Runs), Number(result.Invocations), Number(result.ColdStarts),
                Share(result.ColdStartRate), Share(result.QosViolationRate), Money(result.Cost),
                Money(result.WarmingCost), Money(result.TrialCost), Number((long)result.MemoryGbSeconds));
        return table;
    }

    /// <summary>The table of workflows: what was promised, and how each platform kept it.</summary>
    public static Table Table(IReadOnlyList<DemoWorkflow> workflows)
    {
        var table = new Table().RoundedBorder();
        table.AddColumn(new TableColumn("workflow").NoWrap());
        table.AddColumn(new TableColumn("promised").RightAligned());
        foreach (var result in workflows[0].Results)
            table.AddColumn(new TableColumn($"{result.Policy}: median, missed").RightAligned());
        foreach (var workflow in workflows)
            table.AddRow(
            [
                workflow.Name, Seconds(workflow.QosSeconds),
                .. workflow.Results.Select(
                    result => $"{Seconds(result.MedianSeconds)}, {Share(result.QosViolationRate)}")
            ]);
        return table;
    }

    private static string Seconds(double value) => value.ToString("0.00 s", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("P2", CultureInfo.InvariantCulture);

    private static string Money(double value) => value.ToString("N1", CultureInfo.InvariantCulture);
}
