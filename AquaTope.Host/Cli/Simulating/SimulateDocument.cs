using System.Globalization;
using System.Text.Json.Serialization;
using AquaTope.Models.Simulation.Experiments;
using AquaTope.Models.Traces;

namespace AquaTope.Host.Cli.Simulating;

/// <summary>The machine-readable result of <c>simulate</c>. Counts and sums leave out the warm-up.</summary>
/// <param name="Trace">The files as they were given.</param>
/// <param name="Apps">Applications in the trace.</param>
/// <param name="Series">Series in the trace, each with a pool of its own.</param>
/// <param name="Minutes">The length of the trace, with the warm-up.</param>
/// <param name="WindowSeconds">The time between two decisions.</param>
/// <param name="ContainerMinutes">Containers busy, summed over minutes.</param>
/// <param name="Invocations">Invocations, or nothing where the trace counts containers.</param>
/// <param name="Unobserved">Values that the trace says were not observed; they were replayed as zero.</param>
/// <param name="WarmupMinutes">Minutes at the start in which nothing was counted.</param>
/// <param name="Seed">The seed of the run; a replay leaves nothing to chance.</param>
/// <param name="Headroom">The headroom of aquatope.</param>
/// <param name="MemoryBudgetMb">The memory for containers held ready; nothing where there was no bound.</param>
/// <param name="Policies">What became of each policy.</param>
/// <param name="Sweep">What became of aquatope at each headroom; nothing where that was not asked for.</param>
internal sealed record SimulateDocument(
    IReadOnlyList<string> Trace,
    int Apps,
    int Series,
    double Minutes,
    int WindowSeconds,
    double ContainerMinutes,
    long? Invocations,
    long Unobserved,
    int WarmupMinutes,
    int Seed,
    double Headroom,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? MemoryBudgetMb,
    IReadOnlyList<SimulatedPolicy> Policies,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SimulatedPolicy>? Sweep)
{
    private const double SecondsPerMinute = 60;

    /// <summary>The document of a report in which the contenders of the sweep come last.</summary>
    public static SimulateDocument Of(
        ReplayReport report, IReadOnlyList<string> files, int warmupMinutes, int seed, double headroom,
        int memoryBudgetMb, IReadOnlyList<double> sweep)
    {
        SimulatedPolicy[] contenders =
            [.. report.Contenders.Select(contender => SimulatedPolicy.Of(report, contender))];
        var policies = contenders.Length - sweep.Count;
        var minutesPerWindow = report.Window.Seconds / SecondsPerMinute;
        return new SimulateDocument(
            files, report.Apps.Count, report.Series, report.Windows * minutesPerWindow, report.Window.Seconds,
            report.ContainerWindows * minutesPerWindow,
            report.Unit == DemandUnit.Invocations ? report.Invocations : null,
            report.Unobserved, warmupMinutes, seed, headroom, memoryBudgetMb == 0 ? null : memoryBudgetMb,
            contenders[..policies],
            sweep.Count == 0
                ? null
                : [.. sweep.Zip(contenders[policies..], (at, outcome) => outcome with
                {
                    Name = at.ToString(CultureInfo.InvariantCulture), Headroom = at
                })]);
    }
}

/// <summary>What became of one policy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ColdStarts">Containers that were needed and not ready.</param>
/// <param name="ColdStartRate">Cold starts over invocations, or over containers needed in each window.</param>
/// <param name="AppColdRateP50">The median of the applications' own rates, over those with demand.</param>
/// <param name="AppColdRateP75">Their third quartile.</param>
/// <param name="AllocatedGbSeconds">Memory held, with 1024 MB to a GB.</param>
/// <param name="UsedGbSeconds">Memory of busy containers.</param>
/// <param name="WastedGbSeconds">The difference of the two.</param>
/// <param name="DecisionSeconds">Time spent on decisions.</param>
/// <param name="Headroom">In a sweep, the headroom.</param>
internal sealed record SimulatedPolicy(
    string Name,
    long ColdStarts,
    double ColdStartRate,
    double AppColdRateP50,
    double AppColdRateP75,
    double AllocatedGbSeconds,
    double UsedGbSeconds,
    double WastedGbSeconds,
    double DecisionSeconds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Headroom = null)
{
    public static SimulatedPolicy Of(ReplayReport report, ContenderReport contender)
    {
        var (allocated, used) = (contender.AllocatedGigabyteSeconds, report.UsedGigabyteSeconds);
        return new SimulatedPolicy(
            contender.Name, contender.ColdStarts, report.ColdStartRate(contender),
            report.AppColdRate(contender, 0.5), report.AppColdRate(contender, 0.75),
            allocated, used, allocated - used, contender.DecisionTime.TotalSeconds);
    }
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(SimulateDocument))]
internal sealed partial class SimulateJson : JsonSerializerContext;
