using System.Diagnostics;
using System.Globalization;
using AquaTope.Models.Simulation.Experiments;
using AquaTope.Models.Traces;

namespace AquaTope.Benchmarks;

/// <summary>
/// How fast a trace is replayed under five policies, beside only reading the same file; and how much memory a
/// week of it takes, beside a day.
/// </summary>
internal static class PolicySuite
{
    private const int Functions = 1069;
    private const int MinutesPerDay = 1440;
    private const int Days = 7;
    private const int Repetitions = 5;

    private static readonly string[] Policies =
        ["keepalive-1m", "keepalive-5m", "keepalive-10m", "openwhisk-reactive", "oracle"];

    /// <summary>Replays the given trace, or where none is given one generated from the seed.</summary>
    public static IReadOnlyList<Measurement> Run(int seed, string? trace = null)
    {
        var generated = trace is null ? Path.Combine(Path.GetTempPath(), $"aquatope-policies-{seed}.csv") : null;
        if (generated is not null) Generate(generated, seed);
        try
        {
            return Measure(trace ?? generated!);
        }
        finally
        {
            if (generated is not null) File.Delete(generated);
        }
    }

    private static IReadOnlyList<Measurement> Measure(string trace)
    {
        // The first run of each pays for compilation; the fastest of the others is the least disturbed one.
        var functionMinutes = (double)Read(trace).FunctionMinutes;
        Replay(1, trace, progress: null);
        var read = Enumerable.Range(0, Repetitions).Min(_ => Read(trace).Time.TotalSeconds);
        var replayed = Enumerable.Range(0, Repetitions).Min(_ => Replay(1, trace, progress: null).TotalSeconds);

        var (day, week) = (new LiveMemory(), new LiveMemory());
        Replay(1, trace, day);
        Replay(Days, trace, week);
        return
        [
            new Measurement(
                "five policies on a day of functions", functionMinutes / replayed, "function-minutes/s",
                functionMinutes / read),
            new Measurement("live memory for a week", week.Peak, "bytes", day.Peak)
        ];
    }

    private static (long FunctionMinutes, TimeSpan Time) Read(string trace)
    {
        var watch = Stopwatch.StartNew();
        using var reader = TraceReader.Open(trace, new SeriesCatalog(), TraceDefaults.Azure2019);
        long windows = 0;
        while (reader.TryRead(out var block)) windows += block.Containers.Length;
        return (windows * reader.Window.Seconds / 60, watch.Elapsed);
    }

    private static TimeSpan Replay(int days, string trace, IProgress<long>? progress)
    {
        var watch = Stopwatch.StartNew();
        PoolReplay.Run(
            new ReplayOptions
            {
                Files = [.. Enumerable.Repeat(trace, days)],
                Contenders = window => [.. Policies.Select(name => Contenders.Create(name, window))]
            },
            TimeProvider.System, progress, CancellationToken.None);
        return watch.Elapsed;
    }

    // A third are timers, a third see an invocation now and then, a third are busy with a daily rhythm.
    private static void Generate(string path, int seed)
    {
        var random = new Random(seed);
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.Write("HashOwner,HashApp,HashFunction,Trigger");
        for (var minute = 1; minute <= MinutesPerDay; minute++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $",{minute}"));
        writer.WriteLine();
        for (var function = 0; function < Functions; function++)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture,
                $"{function / 20:x64},{function / 4:x64},{function:x64},http"));
            var period = random.Next(1, 61);
            var busiest = Math.Pow(10, 3 * random.NextDouble());
            for (var minute = 0; minute < MinutesPerDay; minute++)
            {
                var count = (function % 3) switch
                {
                    0 => minute % period == 0 ? 1 : 0,
                    1 => random.Next(60) == 0 ? 1 : 0,
                    _ => (int)(busiest * (1 + Math.Sin(minute * Math.Tau / MinutesPerDay)) * random.NextDouble())
                };
                writer.Write(string.Create(CultureInfo.InvariantCulture, $",{count}"));
            }
            writer.WriteLine();
        }
    }

    /// <summary>The most memory that was still in use at any of the moments it looked.</summary>
    private sealed class LiveMemory : IProgress<long>
    {
        private const int ReportsBetweenLooks = 20;

        private int _reports;

        public long Peak { get; private set; }

        public void Report(long value)
        {
            if (_reports++ % ReportsBetweenLooks == 0)
                Peak = Math.Max(Peak, GC.GetTotalMemory(forceFullCollection: true));
        }
    }
}
