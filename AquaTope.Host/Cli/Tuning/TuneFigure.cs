using System.Globalization;
using AquaTope.Host.Plots;

namespace AquaTope.Host.Cli.Tuning;

/// <summary>The picture of a run: the objective over trials and, of a workflow, cost against latency.</summary>
internal static class TuneFigure
{
    private static readonly Ink Feasible = Ink.Series[0] with { Opacity = 0.6 };
    private static readonly Ink Infeasible = Ink.Grey with { Opacity = 0.8 };
    private static readonly Ink Best = Ink.Series[0];
    private static readonly Ink Known = Ink.Series[2];
    private static readonly Ink Answer = Ink.Series[1];

    public static Figure Of(TuneLog log, TuneAnswer answer)
    {
        var qos = log.QosSeconds is { } seconds
            ? string.Create(CultureInfo.InvariantCulture, $", {seconds:0.###} s promised")
            : "";
        return new Figure(
            $"{log.Problem} by {log.Designer}",
            $"{log.Trials.Count} trials, {log.Initial} initial, batches of {log.Batch}, seed {log.Seed}{qos}",
            log.QosSeconds is { } target
                ? [Convergence(log, answer), CostAndLatency(log, answer, target)]
                : [Convergence(log, answer)]);
    }

    private static Panel Convergence(TuneLog log, TuneAnswer answer)
    {
        var isJudged = log.Trials.Any(trial => trial.BestTrue is not null);
        var best = isJudged ? log.Trials.Select(trial => trial.BestTrue) : log.BestObserved();
        PlotPoint[] steps =
        [
            .. best.Select((value, at) => (Value: value, At: at)).Where(entry => entry.Value is not null)
                .Select(entry => new PlotPoint(entry.At + 1, entry.Value!.Value))
        ];
        var feasible = Observed(log, isFeasible: true);
        var infeasible = Observed(log, isFeasible: false);
        var recommended = answer.TrueObjective ?? answer.Objective;

        // What is not feasible may lie far away; it does not set the scale.
        var shown = feasible.Concat(steps).Select(point => point.Y)
            .Concat(new[] { log.Optimum, recommended }.OfType<double>()).ToList();
        var vertical = Axis.Around(log.ObjectiveName, shown.Count > 0 ? shown : infeasible.Select(point => point.Y));
        List<Mark> marks =
        [
            new Mark.Dots(
                "observed, infeasible" + Beyond(infeasible, vertical), Infeasible, DotShape.Cross, infeasible),
            new Mark.Dots("observed, feasible", Feasible, DotShape.Disc, feasible),
            new Mark.Steps(isJudged ? "best truly feasible so far" : "best observed so far", Best, steps)
        ];
        if (log.Optimum is { } optimum) marks.Add(new Mark.Level("optimum", Known, optimum));
        if (recommended is { } value)
            marks.Add(new Mark.Dots(
                answer.TrueObjective is null ? "recommended" : "recommended, noise-free", Answer, DotShape.Diamond,
                [new PlotPoint(log.Trials.Count, value)]));
        return new Panel(Axis.Between("trial", 0, log.Trials.Count + 1), vertical, marks);
    }

    private static Panel CostAndLatency(TuneLog log, TuneAnswer answer, double target)
    {
        var feasible = Places(log, isFeasible: true);
        var infeasible = Places(log, isFeasible: false);
        PlotPoint[] recommended = answer is { LatencySeconds: { } seconds }
            && (answer.TrueObjective ?? answer.Objective) is { } cost
                ? [new PlotPoint(seconds, cost)]
                : [];
        List<PlotPoint> all = [.. feasible, .. infeasible, .. recommended];
        List<Mark> marks =
        [
            new Mark.Dots("observed, infeasible", Infeasible, DotShape.Cross, infeasible),
            new Mark.Dots("observed, feasible", Feasible, DotShape.Disc, feasible),
            new Mark.Limit("promised", Ink.Black, target)
        ];
        if (log.Optimum is { } optimum) marks.Add(new Mark.Level("optimum", Known, optimum));
        if (recommended.Length > 0)
            marks.Add(new Mark.Dots(
                answer.TrueObjective is null ? "recommended" : "recommended, noise-free", Answer, DotShape.Diamond,
                recommended));
        return new Panel(
            Axis.Around("end-to-end latency (s)", all.Select(point => point.X).Append(target)),
            Axis.Around("cost per run", all.Select(point => point.Y).Concat(new[] { log.Optimum }.OfType<double>())),
            marks);
    }

    private static PlotPoint[] Observed(TuneLog log, bool isFeasible) =>
    [
        .. log.Trials.Where(trial => trial.Feasible == isFeasible && trial.Objective is not null)
            .Select(trial => new PlotPoint(trial.T + 1, trial.Objective!.Value))
    ];

    private static PlotPoint[] Places(TuneLog log, bool isFeasible) =>
    [
        .. log.Trials.Where(trial => trial.Feasible == isFeasible && trial.Objective is not null)
            .Select(trial => new PlotPoint(log.LatencyOf(trial)!.Value, trial.Objective!.Value))
    ];

    private static string Beyond(PlotPoint[] values, Axis axis)
    {
        var count = values.Count(value => !axis.Shows(value.Y));
        return count > 0 ? $" ({count} beyond the axis)" : "";
    }
}
