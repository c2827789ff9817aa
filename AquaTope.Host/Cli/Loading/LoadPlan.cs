using AquaTope.Host.Cli.CommandLines;
using AquaTope.Models.Simulation.Workloads;

namespace AquaTope.Host.Cli.Loading;

/// <summary>What is sent, and when: settled before anything is.</summary>
/// <param name="Names">What is invoked.</param>
/// <param name="Arrivals">In order of time, with positions in <paramref name="Names"/>.</param>
/// <param name="Length">The length of what is replayed, in the time of the trace.</param>
internal sealed record LoadPlan(IReadOnlyList<string> Names, ScheduledArrival[] Arrivals, TimeSpan Length)
{
    /// <summary>Arrivals of a plan, which lies in memory.</summary>
    public const int MostArrivals = 10_000_000;

    /// <summary>One action at a constant mean rate.</summary>
    /// <exception cref="UsageException">The plan is empty or too large.</exception>
    public static LoadPlan AtRate(string workflow, double perSecond, TimeSpan length, int seed)
    {
        var asked = $"--rate is {Digits.Of(perSecond)}";
        if (perSecond * length.TotalSeconds > MostArrivals) throw TooMany($"{asked}, which makes");
        return Of([workflow], ArrivalSchedule.AtRate(perSecond, length, workflow, seed), length, asked);
    }

    /// <summary>One action as often as all series of a trace together.</summary>
    /// <exception cref="UsageException">The file is no such trace, or the plan is empty or too large.</exception>
    public static LoadPlan Shaped(string workflow, string file, TimeSpan? duration, int seed) =>
        OfTrace("--shape", LoadTrace.Read("--shape", file, duration, mergedAs: workflow), file, seed);

    /// <summary>The action of each series' name as often as the series says.</summary>
    /// <exception cref="UsageException">The file is no such trace, or the plan is empty or too large.</exception>
    public static LoadPlan Replayed(string file, TimeSpan? duration, int seed) =>
        OfTrace("--trace", LoadTrace.Read("--trace", file, duration), file, seed);

    /// <summary>The complaint about a plan that does not fit.</summary>
    /// <param name="what">What is too large, up to its verb.</param>
    public static UsageException TooMany(string what) => new(
        $"{what} more than {Digits.Of(MostArrivals)} invocations; send fewer seconds of it with --duration");

    private static LoadPlan OfTrace(string option, LoadTrace trace, string file, int seed) => Of(
        trace.Names,
        ArrivalSchedule.OfCounts(trace.Counts, trace.Names, trace.Window, trace.Length, seed),
        trace.Length, $"{option} is '{file}'");

    private static LoadPlan Of(
        IReadOnlyList<string> names, IEnumerable<ScheduledArrival> arrivals, TimeSpan length, string asked)
    {
        var plan = new LoadPlan(names, [.. arrivals], length);
        return plan.Arrivals.Length > 0
            ? plan
            : throw new UsageException(
                $"{asked}, and no invocation falls into {Digits.Of(length.TotalSeconds)} s of it; " +
                "send more of it with --duration");
    }
}
