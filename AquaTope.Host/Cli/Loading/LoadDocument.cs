using System.Text.Json.Serialization;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Cli.Loading;

/// <summary>The machine-readable result of <c>load</c>. Times and rates are those of the clock on the wall.</summary>
/// <param name="Target">The platform's address as it was given.</param>
/// <param name="Workflow">What was invoked, where it was one action.</param>
/// <param name="Trace">The trace whose series were invoked, where it was one.</param>
/// <param name="Shape">The trace whose counts shaped the arrivals, where one did.</param>
/// <param name="RatePerSecond">The constant mean rate, where there was one, per second of the schedule.</param>
/// <param name="Seed">The seed of the arrivals.</param>
/// <param name="TimeScale">Seconds of the schedule that passed in one second.</param>
/// <param name="ScheduleSeconds">The length of the schedule, in its own time.</param>
/// <param name="Planned">Arrivals of the schedule.</param>
/// <param name="Stopped">Whether the run was stopped before its end.</param>
/// <param name="Sent">Invocations that were sent.</param>
/// <param name="Succeeded">Those of them that succeeded.</param>
/// <param name="Failed">Those of them that did not, or whose answer is not known.</param>
/// <param name="Dropped">Arrivals that were not sent, since too many invocations were outstanding.</param>
/// <param name="MostOutstanding">How many were too many.</param>
/// <param name="Failures">The failed ones by kind, the most frequent first.</param>
/// <param name="ColdStarts">Invocations whose records say that they started cold; nothing where no record would say so,
/// as with sequences and compositions.</param>
/// <param name="SendingSeconds">How long sending took.</param>
/// <param name="IntendedPerSecond">Arrivals of the schedule per second.</param>
/// <param name="SentPerSecond">Invocations sent, over <paramref name="SendingSeconds"/>.</param>
/// <param name="SucceededPerSecond">Invocations that succeeded, per second until the last answer.</param>
/// <param name="LatencySeconds">From the time at which an invocation was to be sent to its answer, of those that
/// succeeded; nothing where none did.</param>
/// <param name="SenderLagSeconds">By how much invocations were sent late; nothing where none was sent.</param>
internal sealed record LoadDocument(
    string Target,
    string? Workflow,
    string? Trace,
    string? Shape,
    double? RatePerSecond,
    int Seed,
    double TimeScale,
    double ScheduleSeconds,
    int Planned,
    bool Stopped,
    int Sent,
    int Succeeded,
    int Failed,
    int Dropped,
    int MostOutstanding,
    IReadOnlyList<LoadFailure> Failures,
    int? ColdStarts,
    double SendingSeconds,
    double IntendedPerSecond,
    double SentPerSecond,
    double SucceededPerSecond,
    LatencySummary? LatencySeconds,
    LatencySummary? SenderLagSeconds)
{
    /// <summary>The document of a run that has ended.</summary>
    public static LoadDocument Of(LoadOrder order, LoadPlan plan, LoadTally tally, bool showsColdStarts)
    {
        var failures = tally.Failures;
        var succeeded = tally.LatencySeconds.Count;
        var sending = tally.Sending.TotalSeconds;
        var untilLast = Math.Max(sending, tally.LastAnswer.TotalSeconds);
        return new LoadDocument(
            order.Target, order.Workflow, order.Trace, order.Shape, order.RatePerSecond, order.Seed, order.TimeScale,
            plan.Length.TotalSeconds, plan.Arrivals.Length, tally.Stopped,
            tally.Sent, succeeded, failures.Sum(failure => failure.Count), tally.Dropped, order.MostOutstanding,
            failures, showsColdStarts ? tally.ColdStarts : null,
            sending, plan.Arrivals.Length / (plan.Length / order.TimeScale).TotalSeconds,
            PerSecond(tally.Sent, sending), PerSecond(succeeded, untilLast),
            LatencySummary.Of(tally.LatencySeconds), LatencySummary.Of(tally.LagSeconds));
    }

    // A run that is stopped at once has taken no time.
    private static double PerSecond(int count, double seconds) => seconds > 0 ? count / seconds : 0;
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(LoadDocument))]
internal sealed partial class LoadJson : JsonSerializerContext;
