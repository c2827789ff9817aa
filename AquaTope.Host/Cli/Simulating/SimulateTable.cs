using System.Globalization;
using Spectre.Console;

namespace AquaTope.Host.Cli.Simulating;

/// <summary>The result of <c>simulate</c> for people.</summary>
internal static class SimulateTable
{
    public static void Write(IAnsiConsole console, SimulateDocument document)
    {
        console.WriteLine(
            $"{Count(document.Apps)} apps, {Count(document.Series)} pools, {Count(document.Minutes)} minutes " +
            $"in windows of {document.WindowSeconds} s; seed {document.Seed}");
        if (document.Invocations is { } invocations)
            console.WriteLine($"{Count(invocations)} invocations; containers are estimated from them");
        console.WriteLine($"{Count(document.ContainerMinutes)} container-minutes, " +
                          $"{Count(document.Policies[0].UsedGbSeconds)} GB-s in use");
        if (document.WarmupMinutes > 0)
            console.WriteLine($"The first {Count(document.WarmupMinutes)} minutes are not counted.");
        if (document.Unobserved > 0)
            console.WriteLine($"{Count(document.Unobserved)} values were not observed and count as zero.");

        if (document.MemoryBudgetMb is { } budget)
            console.WriteLine($"Each policy holds at most {Count(budget)} MB ready.");

        Write(console, "policy", document.Policies);
        if (document.Sweep is { } sweep) Write(console, "headroom", sweep);
    }

    // Narrow enough for 80 columns: what is in use is the same for all and stands above, times are in the document.
    private static void Write(IAnsiConsole console, string first, IReadOnlyList<SimulatedPolicy> rows)
    {
        var table = new Table().Border(TableBorder.None).AddColumn(Column(first).LeftAligned());
        string[] headings = ["cold starts", "cold", "app p50", "p75", "GB-s held", "wasted"];
        foreach (var heading in headings) table.AddColumn(Column(heading).RightAligned());
        foreach (var outcome in rows)
            table.AddRow(
                outcome.Name, Count(outcome.ColdStarts), Rate(outcome.ColdStartRate), Rate(outcome.AppColdRateP50),
                Rate(outcome.AppColdRateP75), Count(outcome.AllocatedGbSeconds), Count(outcome.WastedGbSeconds));
        console.WriteLine();
        console.Write(table);
    }

    private static TableColumn Column(string heading) =>
        new TableColumn($"[bold]{heading}[/]").NoWrap().Padding(0, 0, 2, 0);

    private static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Rate(double value) => (value * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%";
}
