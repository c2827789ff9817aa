using System.Globalization;
using AquaTope.Models.Quantities;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AquaTope.Host.Cli.Tuning;

/// <summary>How a run of <c>tune</c> looks in the terminal while it lasts.</summary>
internal static class TuneView
{
    private const int BarWidth = 30;

    public static IRenderable Live(TuneLog log)
    {
        var facts = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        Row("trial", new Markup(Bar(log)));
        Row("trials", new Text(
            $"{log.Feasible} feasible, {log.Infeasible} infeasible, {log.Failed} failed"));
        if (log.Incumbent is { } incumbent)
        {
            Row("best observed", new Text(Incumbent(log, incumbent)));
            if (incumbent.Plan is { } plan) Row("", new Text(string.Join("; ", plan.Select(Stage))));
            Row(log.ObjectiveName, new Text(Sparkline.Of([.. log.BestObserved()], BarWidth * 2)));
        }
        if (log.Belief is { } belief) Row("recommended", new Text(belief));
        if (log.Trials is [.., { BestTrue: { } best }]) Row("truly best", new Text(TuneTable.Gap(best, log.Optimum)));
        return new Rows(new Text($"{log.Problem} by {log.Designer}, seed {log.Seed}"), facts);

        void Row(string name, IRenderable what) => facts.AddRow(new Text(name), what);
    }

    private static string Bar(TuneLog log)
    {
        var full = BarWidth * log.Trials.Count / log.Budget;
        return $"[green]{new string('━', full)}[/][grey]{new string('━', BarWidth - full)}[/] " +
               $"{log.Trials.Count} of {log.Budget}";
    }

    private static string Incumbent(TuneLog log, TuneTrial trial)
    {
        var latency = log.LatencyOf(trial) is { } seconds
            ? string.Create(CultureInfo.InvariantCulture, $", {seconds:0.00} s of {log.QosSeconds:0.00} s")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{trial.Objective:0.####} {log.ObjectiveName}{latency} (trial {trial.T})");
    }

    private static string Stage(TunedStage stage) => string.Create(
        CultureInfo.InvariantCulture, $"{stage.Name} {Counted.Of(stage.Cores, "core")} {stage.MemoryMb} MB");
}
