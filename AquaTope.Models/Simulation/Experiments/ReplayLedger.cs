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

    /// <summary>Counts the demand of a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="firstWindow">Its first window, counted from the beginning of the trace.</param>
    public void CountDemand(in TraceBlock block, long firstWindow)
    {
        var skipped = Skipped(firstWindow, block.Containers.Length);
        var demand = At(_demand, block.Series.AppIndex);
        var busy = Sum(block.Containers[skipped..]);
        demand.ContainerWindows += busy;
        demand.UsedGigabyteSeconds += GigabyteSeconds(busy, block.MemoryMegabytes);
        if (!block.Invocations.IsEmpty) demand.Invocations += Sum(block.Invocations[skipped..]);
    }

    /// <summary>Counts the time that a contender's decisions took.</summary>
    public void CountTime(int contender, TimeSpan time) => _decisionTime[contender] += time;

    /// <summary>Counts what a contender's decisions came to.</summary>
    /// <param name="contender">The contender's number.</param>
    /// <param name="series">Whose pool it was.</param>
    /// <param name="memoryMegabytes">The memory of one container.</param>
    /// <param name="outcome">Over windows of which none is <see cref="IsSkipped"/>.</param>
    public void CountOutcome(int contender, TraceSeries series, double memoryMegabytes, in PoolOutcome outcome)
    {
        if (outcome.Held == 0) return;
        var sum = At(_outcomes[contender], series.AppIndex);
        sum.ColdStarts += outcome.Cold;
        sum.AllocatedGigabyteSeconds += GigabyteSeconds(outcome.Held, memoryMegabytes);
    }

    /// <summary>Whether the window belongs to the warm-up.</summary>
    public bool IsSkipped(long windowNumber) => windowNumber < warmup;

    /// <summary>The report of everything counted.</summary>
    public ReplayReport Close(SeriesCatalog catalog, DemandUnit unit, long windows, long unobserved) =>
        new(unit, window, windows, catalog.Series.Count, unobserved,
            [.. catalog.Apps.Select((app, i) => At(_demand, i).Of(app))],
            [.. contenders.Select((contender, i) => new ContenderReport(
                contender.Name, [.. catalog.Apps.Select((_, app) => At(_outcomes[i], app).Final)], _decisionTime[i]))]);

    private int Skipped(long firstWindow, int windows) => (int)Math.Clamp(warmup - firstWindow, 0, windows);

    private double GigabyteSeconds(long containerWindows, double memoryMegabytes) =>
        containerWindows * memoryMegabytes / MegabytesPerGigabyte * window.Seconds;

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
