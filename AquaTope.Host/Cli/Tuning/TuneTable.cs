using System.Globalization;
using Spectre.Console;

namespace AquaTope.Host.Cli.Tuning;

/// <summary>The result of <c>tune</c> for people.</summary>
internal static class TuneTable
{
    public static void Write(IAnsiConsole console, TuneLog log, TuneOutcome outcome)
    {
        WriteHead(console, log);
        WriteTimes(console, outcome);
        WriteLine(console);
        var answer = outcome.Recommended;
        if (answer.X is null)
        {
            WriteLine(console, $"{log.Designer} recommends nothing: no point is believed to be feasible");
            return;
        }
        WritePlace(console, answer.X, answer.Plan);
        WriteValues(console, log, answer);
        if (answer.Because is { } because) WriteLine(console, because);
    }

    /// <summary>What is known of a run that was stopped.</summary>
    public static void WriteUnfinished(IAnsiConsole console, TuneLog log)
    {
        WriteHead(console, log);
        if (log.Incumbent is not { } best)
        {
            WriteLine(console, "no trial was feasible so far");
            return;
        }
        WriteLine(console);
        WritePlace(console, best.X, best.Plan);
        var latency = log.LatencyOf(best) is { } seconds ? $", {Seconds(seconds)} of {Seconds(log.QosSeconds)}" : "";
        WriteLine(
            console, $"best observed so far: {Number(best.Objective)} {log.ObjectiveName}{latency}, trial {best.T}");
    }

    /// <summary>A noise-free objective, and by how much of the optimum it lies above it.</summary>
    public static string Gap(double value, double? optimum) => optimum is not { } least
        ? Number(value)
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Number(value)}, {(value - least) / Math.Abs(least):P2} above the optimum of {Number(least)}");

    private static void WriteHead(IAnsiConsole console, TuneLog log)
    {
        var target = log.QosSeconds is { } qos ? $" to be run in {Seconds(qos)}" : "";
        WriteLine(
            console,
            $"{log.Problem}{target}: {log.Trials.Count} of {log.Budget} trials by {log.Designer}, " +
            $"{log.Initial} of them initial, then in batches of {log.Batch}; seed {log.Seed}");
        WriteLine(console, $"{log.Feasible} trials feasible, {log.Infeasible} infeasible, {log.Failed} failed");
    }

    private static void WriteTimes(IAnsiConsole console, TuneOutcome outcome)
    {
        if (outcome.Suggestions.Count == 0) return;
        var cpu = outcome.Suggestions.Select(time => time.Cpu.TotalSeconds).Order().ToArray();
        WriteLine(console, string.Create(
            CultureInfo.InvariantCulture,
            $"suggesting took {cpu[cpu.Length / 2]:0.000} s CPU a batch in the median, {cpu.Sum():0.00} s in all"));
    }

    private static void WritePlace(IAnsiConsole console, IReadOnlyList<double> point, IReadOnlyList<TunedStage>? plan)
    {
        if (plan is null)
        {
            WriteLine(console, $"x = ({string.Join(", ", point.Select(value => Number(value)))})");
            return;
        }
        var table = new Table().Border(TableBorder.None).AddColumn(Column("stage").LeftAligned());
        table.AddColumn(Column("cores").RightAligned()).AddColumn(Column("memory").RightAligned());
        foreach (var stage in plan)
            table.AddRow(
                stage.Name, stage.Cores.ToString("0.###", CultureInfo.InvariantCulture),
                stage.MemoryMb.ToString(CultureInfo.InvariantCulture) + " MB");
        console.Write(table);
    }

    private static void WriteValues(IAnsiConsole console, TuneLog log, TuneAnswer answer)
    {
        if (answer.TrueObjective is { } truth)
            WriteLine(console, $"{log.ObjectiveName}, noise-free: {Gap(truth, log.Optimum)}");
        else if (answer.Objective is { } observed)
            WriteLine(console, $"{log.ObjectiveName}, observed: {Number(observed)}");
        if (answer.LatencySeconds is { } latency)
            WriteLine(console, $"latency: {Seconds(latency)} of {Seconds(log.QosSeconds)}");
        WriteLine(console, answer switch
        {
            { IsUntried: true } => "not tried as a whole; what is known of it comes from trials of its stages",
            { Feasible: true } => "feasible",
            _ => "not feasible"
        });
    }

    // Past the console, which would break lines at its width.
    private static void WriteLine(IAnsiConsole console, string text = "") => console.Profile.Out.Writer.WriteLine(text);

    private static TableColumn Column(string heading) =>
        new TableColumn($"[bold]{heading}[/]").NoWrap().Padding(0, 0, 2, 0);

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "none";

    private static string Seconds(double? value) => value?.ToString("0.000 s", CultureInfo.InvariantCulture) ?? "none";
}
