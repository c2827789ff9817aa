using AquaTope.Models.Quantities;
using AquaTope.Models.Traces;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>Counts what a replay measures, for each application and contender.</summary>
/// <param name="contenders">Whose outcomes are counted.</param>
/// <param name="window">The length of a window.</param>
/// <param name="warmup">How many windows, from the first, are not counted.</param>
internal sealed class ReplayLedger(IReadOnlyList<Contender> contenders, WindowLength window, long warmup)
{
    private const double MegabytesPerGigabyte = 1024;

    private readonly List<Demand> _demand = [];
    private readonly List<Outcome>[] _outcomes = [.. contenders.Select(_ => new List<Outcome>())];
    private readonly TimeSpan[] _decisionTime = new TimeSpan[contenders.Count];

    /// <summary>Counts the demand of a block that follows on the pools' windows.</summary>
    public void CountDemand(
        TraceSeries series, SeriesPools pools, ReadOnlySpan<int> containers, ReadOnlySpan<int> invocations)
    {
        var skipped = Skipped(pools, containers.Length);
        var demand = At(_demand, series.AppIndex);
        var busy = Sum(containers[skipped..]);
        demand.ContainerWindows += busy;
        demand.UsedGigabyteSeconds += GigabyteSeconds(busy, pools);
        if (!invocations.IsEmpty) demand.Invocations += Sum(invocations[skipped..]);
    }

    /// <summary>Counts what a contender's decisions came to in that block.</summary>
    /// <param name="contender">The contender's number.</param>
    /// <param name="series">Whose block it is.</param>
    /// <param name="pools">The series' pools before the block.</param>
    /// <param name="containers">Containers needed in each window.</param>
    /// <param name="ready">Containers ready at the start of each window, and of one more.</param>
    /// <param name="time">What the decisions took.</param>
    public void CountOutcome(
        int contender, TraceSeries series, SeriesPools pools, ReadOnlySpan<int> containers, ReadOnlySpan<int> ready,
        TimeSpan time)
    {
        _decisionTime[contender] += time;
        long cold = 0, held = 0;
        for (var i = Skipped(pools, containers.Length); i < containers.Length; i++)
        {
            cold += Math.Max(0, containers[i] - ready[i]);
            held += Math.Max(ready[i], containers[i]);
        }
        var outcome = At(_outcomes[contender], series.AppIndex);
        outcome.ColdStarts += cold;
        outcome.AllocatedGigabyteSeconds += GigabyteSeconds(held, pools);
    }

    /// <summary>The report of everything counted.</summary>
    public ReplayReport Close(SeriesCatalog catalog, DemandUnit unit, long windows, long unobserved) =>
        new(unit, window, windows, catalog.Series.Count, unobserved,
            [.. catalog.Apps.Select((app, i) => At(_demand, i).Of(app))],
            [.. contenders.Select((contender, i) => new ContenderReport(
                contender.Name, [.. catalog.Apps.Select((_, app) => At(_outcomes[i], app).Final)], _decisionTime[i]))]);

    private int Skipped(SeriesPools pools, int windows) => (int)Math.Clamp(warmup - pools.Windows, 0, windows);

    private double GigabyteSeconds(long containerWindows, SeriesPools pools) =>
        containerWindows * pools.MemoryMegabytes / MegabytesPerGigabyte * window.Seconds;

    private static long Sum(ReadOnlySpan<int> values)
    {
        long sum = 0;
        foreach (var value in values) sum += value;
        return sum;
    }

    private static T At<T>(List<T> list, int index) where T : new()
    {
        while (list.Count <= index) list.Add(new T());
        return list[index];
    }

    private sealed class Demand
    {
        public long ContainerWindows { get; set; }

        public long Invocations { get; set; }

        public double UsedGigabyteSeconds { get; set; }

        public AppDemand Of(string app) => new(app, ContainerWindows, Invocations, UsedGigabyteSeconds);
    }

    private sealed class Outcome
    {
        public long ColdStarts { get; set; }

        public double AllocatedGigabyteSeconds { get; set; }

        public AppOutcome Final => new(ColdStarts, AllocatedGigabyteSeconds);
    }
}
