using System.Globalization;
using AquaTope.Host.Cli.CommandLines;
using Spectre.Console;

namespace AquaTope.Host.Cli.Tuning;

/// <summary>Shows a run of <c>tune</c> while it lasts: live in a terminal, else by a line now and then.</summary>
internal static class TuneScreen
{
    private const int TrialsPerLine = 10;

    /// <summary>
    /// Does the work and shows every trial that it adds. If it is stopped, what is known by then goes to the results.
    /// </summary>
    /// <param name="run">Where to.</param>
    /// <param name="log">What is known; trials are added to it.</param>
    /// <param name="work">The run; it is given what to call with every trial that ended.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static async Task<TuneOutcome> WatchAsync(
        VerbRun run, TuneLog log, Func<Action<TuneTrial>, Task<TuneOutcome>> work)
    {
        try
        {
            return run.Terminal.ErrorIsInteractive ? await DrawAsync(run, log, work) : await TellAsync(run, log, work);
        }
        catch (OperationCanceledException) when (run.Stopping.IsCancellationRequested)
        {
            TuneTable.WriteUnfinished(run.Results, log);
            throw;
        }
    }

    // Drawn between trials by the thread that works, so that drawing is not counted as suggesting.
    private static Task<TuneOutcome> DrawAsync(
        VerbRun run, TuneLog log, Func<Action<TuneTrial>, Task<TuneOutcome>> work) =>
        run.Progress.Live(TuneView.Live(log)).AutoClear(true).StartAsync(live => work(trial =>
        {
            log.Add(trial);
            live.UpdateTarget(TuneView.Live(log));
        }));

    private static Task<TuneOutcome> TellAsync(
        VerbRun run, TuneLog log, Func<Action<TuneTrial>, Task<TuneOutcome>> work) => work(trial =>
    {
        log.Add(trial);
        if (log.Trials.Count % TrialsPerLine == 0) run.Terminal.Error.WriteLine(Line(log));
    });

    private static string Line(TuneLog log) => string.Create(
        CultureInfo.InvariantCulture,
        $"trial {log.Trials.Count} of {log.Budget}: {log.Feasible} feasible, {log.Infeasible} infeasible, " +
        $"{log.Failed} failed; best {log.Incumbent?.Objective:0.####}");
}
