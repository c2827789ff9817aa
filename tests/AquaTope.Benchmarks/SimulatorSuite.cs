using System.Diagnostics;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;

namespace AquaTope.Benchmarks;

/// <summary>
/// How many invocations a second the event-driven simulator handles on one core, beside a bare event queue that moves
/// the same two events per invocation and decides nothing; and how fast the window simulator replays a trace.
/// </summary>
public sealed class SimulatorSuite : ISuite
{
    private const int Functions = 300;
    private const int Minutes = 30;
    private const double InvocationsPerMinute = 100_000;
    private const int Repetitions = 5;

    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    public string Name => "simulator";

    public bool ReplaysTraces => true;

    public IReadOnlyList<Measurement> Run(SuiteOptions options)
    {
        var seed = options.Seed;
        var arrivals = Arrivals(seed);
        var invocations = arrivals.Sum(minute => minute.Length);

        // The first run of each pays for compilation; the fastest of the others is the least disturbed one.
        Simulate(seed, arrivals);
        MoveEvents(arrivals);
        var simulated = Enumerable.Range(0, Repetitions).Min(_ => Simulate(seed, arrivals).TotalSeconds);
        var moved = Enumerable.Range(0, Repetitions).Min(_ => MoveEvents(arrivals).TotalSeconds);
        return
        [
            new Measurement("event-driven", invocations / simulated, "invocations/s", invocations / moved),
            .. PolicySuite.Run(seed, options.Trace)
        ];
    }

    private static TimeSpan Simulate(int seed, Arrival[][] arrivals)
    {
        var platform = new SimulatedPlatform(
            new SimulatedPlatformOptions { Invokers = 4, UserMemory = MemorySize.FromMegabytes(96 * 1024) },
            seed, Start);
        var slots = new int[Functions];
        for (var i = 0; i < Functions; i++)
        {
            var action = ActionOf(i);
            platform.Deploy(action);
            slots[i] = platform.SlotOf(action.Id);
        }
        long ended = 0;
        platform.Completed += _ => ended++;

        var watch = Stopwatch.StartNew();
        for (var minute = 0; minute < arrivals.Length; minute++)
        {
            foreach (var arrival in arrivals[minute]) platform.Submit(slots[arrival.Function], arrival.At);
            platform.AdvanceTo(Start.AddMinutes(minute + 1));
        }
        platform.AdvanceTo(Start.AddMinutes(arrivals.Length + 10));
        watch.Stop();

        if (ended != arrivals.Sum(minute => minute.Length))
            throw new InvalidOperationException($"Only {ended} activations ended: {platform.Usage}");
        return watch.Elapsed;
    }

    private static TimeSpan MoveEvents(Arrival[][] arrivals)
    {
        var events = new EventQueue();
        var watch = Stopwatch.StartNew();
        for (var minute = 0; minute < arrivals.Length; minute++)
        {
            foreach (var arrival in arrivals[minute]) events.Add(arrival.At, EventKind.Arrival, arrival.Function);
            var end = minute == arrivals.Length - 1 ? long.MaxValue - 1 : Start.AddMinutes(minute + 1).UtcTicks;
            while (events.NextDue <= end)
            {
                var next = events.Take();
                if (next.Kind == EventKind.Arrival)
                    events.Add(next.Due + WorkOf(next.Subject).Ticks, EventKind.Completion, next.Subject);
            }
        }
        return watch.Elapsed;
    }

    // Rates fall by popularity rank as 1/rank, so the mix goes from a few invocations an hour to hundreds a second.
    private static Arrival[][] Arrivals(int seed)
    {
        var random = new Random(seed);
        var harmonic = Enumerable.Range(1, Functions).Sum(rank => 1.0 / rank);
        var minutes = new Arrival[Minutes][];
        for (var minute = 0; minute < Minutes; minute++)
        {
            var arrivals = new List<Arrival>();
            for (var function = 0; function < Functions; function++)
            {
                var mean = InvocationsPerMinute / harmonic / (function + 1);
                var count = (int)(mean + random.NextDouble());
                for (var i = 0; i < count; i++)
                    arrivals.Add(new Arrival(
                        function, Start.AddMinutes(minute).UtcTicks + random.NextInt64(TimeSpan.TicksPerMinute)));
            }
            minutes[minute] = [.. arrivals.OrderBy(arrival => arrival.At)];
        }
        return minutes;
    }

    private static SimulatedAction ActionOf(int function) => new(
        FunctionId.Parse($"guest/function-{function}"),
        new RuntimeKind(function % 2 == 0 ? "nodejs:20" : "python:3"),
        ResourceConfiguration.Of(1, 128 << function % 3),
        TimeSpan.FromMinutes(1),
        new ServiceTimeModel { Work = WorkOf(function), NoiseSigma = 0.1, StragglerRate = 0.01, StragglerFactor = 3 });

    private static TimeSpan WorkOf(int function) => TimeSpan.FromMilliseconds(20 + function % 10 * 20);

    private readonly record struct Arrival(int Function, long At);
}
