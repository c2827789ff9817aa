using System.Diagnostics;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Benchmarks;

/// <summary>
/// Forecasts with uncertainty for many functions at once: how many a second the global count model makes, how much
/// memory that takes, and how much less processor time each costs than the original's way, which asks its network 128
/// times for every function, one forward pass after the other.
/// </summary>
/// <remarks>How well the networks are trained does not change what they cost: ours is for one epoch, the original's not
/// at all.</remarks>
public sealed class InferenceSuite : ISuite
{
    private const int Functions = 50_000;
    private const int Inputs = 48;
    private const int OneByOne = 20;
    private const double MostSeconds = 15;
    private const double MostMegabytes = 2_048;
    private const double BytesPerMegabyte = 1024 * 1024;
    private const double Upper = 0.95;

    public string Name => "inference";

    public IReadOnlyList<Measurement> Run(SuiteOptions options)
    {
        var histories = Histories(options.Seed);
        var past = new DemandSet(WindowLength.OneMinute, [.. Histories(options.Seed, functions: 8, windows: 240)]);
        using var hybrid = new HybridEstimator(new HybridOptions { Epochs = 1 }).Learn(past, (ulong)options.Seed);
        using var original = new OneByOneInference((ulong)options.Seed);

        // The first calls pay for compilation.
        Summarize(hybrid.Predict(histories[..2_000]));
        original.Predict(histories[0]);
        var (ours, oursCpu) = Measure(() => Summarize(hybrid.Predict(histories)));
        var (_, originalCpu) = Measure(() =>
        {
            for (var i = 0; i < OneByOne; i++) original.Predict(histories[i]);
        });

        using var process = Process.GetCurrentProcess();
        return
        [
            new Measurement(
                "functions forecast a second", Functions / ours.TotalSeconds, "functions/s", Functions / MostSeconds),
            new Measurement("peak memory", process.PeakWorkingSet64 / BytesPerMegabyte, "MB", MostMegabytes),
            new Measurement(
                "functions forecast in a second of processor time", Functions / oursCpu.TotalSeconds, "functions/s",
                OneByOne / originalCpu.TotalSeconds)
        ];
    }

    private static (TimeSpan Wall, TimeSpan Cpu) Measure(Action action)
    {
        using var process = Process.GetCurrentProcess();
        var (watch, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        action();
        process.Refresh();
        return (watch.Elapsed, process.TotalProcessorTime - before);
    }

    // What a pool policy takes from a forecast.
    private static void Summarize(IReadOnlyList<Forecast> forecasts)
    {
        foreach (var forecast in forecasts)
            if (!(forecast.Mean >= 0 && forecast.Quantile(Upper) >= 0))
                throw new InvalidOperationException("A forecast is no demand.");
    }

    // From timers to busy functions: each has its own chance of activity and its own size.
    private static DemandHistory[] Histories(int seed, int functions = Functions, int windows = Inputs)
    {
        var random = new Random(seed);
        var histories = new DemandHistory[functions];
        for (var function = 0; function < functions; function++)
        {
            var active = Math.Pow(random.NextDouble(), 2);
            var most = 1 + (int)Math.Exp(6 * random.NextDouble());
            var demand = new int[windows];
            for (var i = 0; i < windows; i++) demand[i] = random.NextDouble() < active ? random.Next(1, most + 1) : 0;
            histories[function] = new DemandHistory(
                FunctionId.Parse($"guest/function-{function}"), new WindowIndex(windows - 1), demand);
        }
        return histories;
    }
}
