using AquaTope.Host.Cli.CommandLines;
using Spectre.Console;

namespace AquaTope.Host.Cli.Loading;

/// <summary>Shows a run of <c>load</c> while it lasts: a bar in a terminal, else a line at its beginning.</summary>
internal static class LoadScreen
{
    public static async Task<LoadTally> WatchAsync(VerbRun run, LoadOrder order, LoadPlan plan, LoadSender sender)
    {
        var error = run.Terminal.Error;
        await error.WriteLineAsync(
            $"sending {Digits.Of(plan.Arrivals.Length)} invocations to {order.Target} in " +
            $"{Digits.Seconds((plan.Length / order.TimeScale).TotalSeconds)} s (seed {order.Seed}); Ctrl-C stops it");
        var tally = run.Terminal.ErrorIsInteractive
            ? await DrawAsync(run, plan, sender)
            : await sender.RunAsync(plan, _ => { }, run.Stopping);
        if (tally.Dropped > 0)
            await error.WriteLineAsync(
                $"{Digits.Of(tally.Dropped)} invocations were dropped, since {Digits.Of(order.MostOutstanding)} were " +
                "unanswered when their time came; the platform does not keep up, or --max-outstanding is too low");
        return tally;
    }

    private static Task<LoadTally> DrawAsync(VerbRun run, LoadPlan plan, LoadSender sender) =>
        run.Progress.Progress().AutoClear(true).StartAsync(context =>
        {
            var bar = context.AddTask("sending", maxValue: plan.Arrivals.Length);
            return sender.RunAsync(plan, tally => bar.Value = tally.Due, run.Stopping);
        });
}
