using AquaTope.Models.Simulation.Workloads;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Traces;

namespace AquaTope.Host.Demo;

/// <summary>One run of a workflow that is to be started.</summary>
/// <param name="At">When.</param>
/// <param name="Workflow">Its position among the demo's workflows.</param>
internal readonly record struct DemoArrival(DateTimeOffset At, int Workflow);

/// <summary>
/// When the demo's workflows are invoked: one series of an Azure Functions 2019 trace for each, a day long. The bundled
/// trace is generated from the shapes published by Shahrad et al. (ATC'20): two timers, a daily rhythm, bursts, and an
/// intermittent function. A real file of the same format drops in.
/// </summary>
internal sealed class DemoWorkload
{
    private const int MinutesPerDay = 1440;

    // Series of a real trace that run a few times an hour, and not so often that the demo
    // would take longer than it says.
    private const int FewestInvocations = 48;
    private const int MostInvocations = 5_000;

    private static readonly ArrivalPattern[] Patterns =
    [
        new TimerPattern(PeriodMinutes: 15, PhaseMinutes: 3),
        new IntermittentPattern(14, GapSigma: 1.0),
        new TimerPattern(PeriodMinutes: 30, PhaseMinutes: 11),
        new BurstPattern(48, 8, 2.5),
        new RhythmPattern(2.5, Swing: 0.5, PeakMinute: 660, WeekendLevel: 0.6, Wobble: 0.2)
    ];

    private readonly int _seed;
    private readonly IReadOnlyList<int[]> _counts;
    private readonly IReadOnlyList<string> _names;

    private DemoWorkload(int seed, IReadOnlyList<int[]> counts, IReadOnlyList<string> names)
    {
        _seed = seed;
        _counts = counts;
        _names = names;
    }

    /// <summary>Writes the bundled workload as a trace file.</summary>
    public static void WriteTrace(string path, int seed)
    {
        var functions = Patterns.Select((pattern, i) => new GeneratedFunction(
            $"owner{i}", $"application{i}", $"function{i}", TriggerOf(pattern), pattern,
            pattern.Counts(MinutesPerDay, seed, $"demo-{i}")));
        using var writer = new StreamWriter(path);
        AzureTraceWriter.Write(writer, [.. functions], day: 0);
    }

    /// <summary>Takes the first suitable series of a trace, one for each workflow.</summary>
    /// <exception cref="TraceFormatException">The file is no trace.</exception>
    /// <exception cref="InvalidDataException">It has too few suitable series.</exception>
    public static DemoWorkload Read(string path, int workflows, int seed, bool anySeries)
    {
        using var reader = TraceReader.Open(path, new SeriesCatalog(), TraceDefaults.Azure2019);
        var counts = new List<int[]>();
        var names = new List<string>();
        while (counts.Count < workflows && reader.TryRead(out var block))
        {
            var values = block.Invocations.ToArray();
            var total = values.Sum();
            if (!anySeries && total is < FewestInvocations or > MostInvocations) continue;
            counts.Add(values);
            names.Add(block.Series.Name);
        }
        return counts.Count == workflows
            ? new DemoWorkload(seed, counts, names)
            : throw new InvalidDataException(
                $"{path}: {counts.Count} series have {FewestInvocations} to {MostInvocations} invocations; "
                + $"the demo needs {workflows}");
    }

    /// <summary>The arrivals of a minute of the day, in order of time.</summary>
    public IReadOnlyList<DemoArrival> ArrivalsIn(int minute, DateTimeOffset start) =>
    [
        .. Enumerable.Range(0, _counts.Count)
            .SelectMany(workflow => ArrivalInstants
                .Spread(
                _counts[workflow][minute % _counts[workflow].Length], start, TimeSpan.FromMinutes(1), _seed,
                _names[workflow])
                .Select(at => new DemoArrival(at, workflow)))
            .OrderBy(arrival => arrival.At).ThenBy(arrival => arrival.Workflow)
    ];

    private static TriggerKind TriggerOf(ArrivalPattern pattern) =>
        pattern is TimerPattern ? TriggerKind.Timer : TriggerKind.Http;
}
