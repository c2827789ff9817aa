using AquaTope.Models.Quantities;
using AquaTope.Models.Traces;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>What a replay measured, after its warm-up.</summary>
/// <param name="Unit">What the trace counts; starts are container-windows or invocations accordingly.</param>
/// <param name="Window">The length of a window.</param>
/// <param name="Windows">The windows of the trace, with those of the warm-up.</param>
/// <param name="Series">The number of series, each with a pool of its own.</param>
/// <param name="Unobserved">Values that the trace says were not observed; they were replayed as zero.</param>
/// <param name="Apps">Demand of each application, in order of first appearance.</param>
/// <param name="Contenders">What became of each contender, in the order given.</param>
public sealed record ReplayReport(
    DemandUnit Unit,
    WindowLength Window,
    long Windows,
    int Series,
    long Unobserved,
    IReadOnlyList<AppDemand> Apps,
    IReadOnlyList<ContenderReport> Contenders)
{
    /// <summary>Containers busy, summed over windows.</summary>
    public long ContainerWindows => Apps.Sum(app => app.ContainerWindows);

    public long Invocations => Apps.Sum(app => app.Invocations);

    /// <summary>Gigabyte-seconds of the busy containers: what the demand needs, whoever decides.</summary>
    public double UsedGigabyteSeconds => Apps.Sum(app => app.UsedGigabyteSeconds);

    /// <summary>All cold starts of a contender over all starts; 0 without any start.</summary>
    public double ColdStartRate(ContenderReport contender) =>
        Rate(contender.ColdStarts, Apps.Sum(app => app.Starts(Unit)));

    /// <summary>
    /// The quantile of the applications' own cold start rates, over those with any demand, linear between neighbours; 0
    /// without any.
    /// </summary>
    public double AppColdRate(ContenderReport contender, double level)
    {
        var rates = Apps.Zip(contender.Apps)
            .Where(pair => pair.First.Starts(Unit) > 0)
            .Select(pair => Rate(pair.Second.ColdStarts, pair.First.Starts(Unit)))
            .Order()
            .ToArray();
        if (rates.Length == 0) return 0;
        var position = level * (rates.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, rates.Length - 1);
        return rates[below] + (position - below) * (rates[above] - rates[below]);
    }

    private static double Rate(long coldStarts, long starts) => starts == 0 ? 0 : (double)coldStarts / starts;
}

/// <summary>The demand of one application, the same whoever decides.</summary>
public readonly record struct AppDemand(
    string App, long ContainerWindows, long Invocations, double UsedGigabyteSeconds)
{
    /// <summary>
    /// The chances to start cold: invocations, or where the trace counts containers, containers needed in each window.
    /// </summary>
    public long Starts(DemandUnit unit) => unit == DemandUnit.Invocations ? Invocations : ContainerWindows;
}

/// <summary>What became of one contender.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Apps">What became of each application, in the order of <see cref="ReplayReport.Apps"/>.</param>
/// <param name="DecisionTime">Time spent on decisions, without reading the trace or counting.</param>
public sealed record ContenderReport(string Name, IReadOnlyList<AppOutcome> Apps, TimeSpan DecisionTime)
{
    public long ColdStarts => Apps.Sum(app => app.ColdStarts);

    public double AllocatedGigabyteSeconds => Apps.Sum(app => app.AllocatedGigabyteSeconds);
}

/// <summary>What became of one application under one contender.</summary>
/// <param name="ColdStarts">Containers that were needed and not ready.</param>
/// <param name="AllocatedGigabyteSeconds">Memory of ready and of started containers over their windows.</param>
public readonly record struct AppOutcome(long ColdStarts, double AllocatedGigabyteSeconds);
