namespace AquaTope.Host.Cli.Loading;

/// <summary>What <c>load</c> was told to do.</summary>
/// <param name="Target">The platform's address.</param>
/// <param name="Workflow">The one action that is invoked; else the trace says what is.</param>
/// <param name="Trace">The trace whose series are invoked.</param>
/// <param name="Shape">The trace whose counts shape the arrivals of the one action.</param>
/// <param name="RatePerSecond">Its constant mean rate where there is no shape, per second of the schedule.</param>
/// <param name="Duration">How much of the schedule is sent; all of a trace unless said.</param>
/// <param name="TimeScale">Seconds of the schedule that pass in one.</param>
/// <param name="MostOutstanding">Invocations that may be unanswered at the same time.</param>
/// <param name="Seed">The seed of the arrivals.</param>
internal sealed record LoadOrder(
    string Target,
    string? Workflow,
    string? Trace,
    string? Shape,
    double? RatePerSecond,
    TimeSpan? Duration,
    double TimeScale,
    int MostOutstanding,
    int Seed)
{
    private static readonly TimeSpan StandardDuration = TimeSpan.FromMinutes(1);

    /// <summary>The option that names what is invoked.</summary>
    public string Subject => Workflow is null ? "--trace" : "--workflow";

    /// <exception cref="CommandLines.UsageException">A file is no such trace, or nothing or too much is to be
    /// sent.</exception>
    public LoadPlan Plan() =>
        Workflow is null ? LoadPlan.Replayed(Trace!, Duration, Seed)
        : Shape is not null ? LoadPlan.Shaped(Workflow, Shape, Duration, Seed)
        : LoadPlan.AtRate(Workflow, RatePerSecond!.Value, Duration ?? StandardDuration, Seed);
}
