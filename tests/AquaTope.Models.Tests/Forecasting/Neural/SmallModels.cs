using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Forecasting.Neural.Reference;
using AquaTope.Models.Forecasting.Neural.Training;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Forecasting.Neural;

/// <summary>Series with something to learn in them, and models small enough to learn it in a moment.</summary>
internal static class SmallModels
{
    /// <summary>Demand that rises and falls every <paramref name="period"/> windows.</summary>
    public static DemandHistory Sine(int windows, int period = 24, string name = "sine") =>
        History(windows, i => (int)Math.Round(20 + 15 * Math.Sin(2 * Math.PI * i / period)), name);

    /// <summary>One container every <paramref name="period"/> windows.</summary>
    public static DemandHistory Timer(int windows, int period, string name = "timer") =>
        History(windows, i => i % period == 0 ? 1 : 0, name);

    public static DemandHistory History(int windows, Func<int, int> demand, string name = "function") => new(
        FunctionId.Parse($"guest/{name}"), new WindowIndex(windows - 1),
        Enumerable.Range(0, windows).Select(demand).ToArray());

    public static DemandSet Set(params DemandHistory[] series) => new(WindowLength.OneMinute, series);

    public static HybridOptions SmallHybrid(int epochs, TrainingCheckpoint? checkpoint = null) => new()
    {
        Shape = new HybridShape { Inputs = 12, Units = 8, WideUnits = 8, NarrowUnits = 8, Samples = 8 },
        Epochs = epochs,
        LeastBatches = 8,
        LearningRate = 1e-2,
        Checkpoint = checkpoint
    };

    public static ReferenceOptions SmallReference(int epochs, TrainingCheckpoint? checkpoint = null) => new()
    {
        Shape = new ReferenceShape
        {
            Inputs = 12, Targets = 4, EncoderUnits = 8, DecoderUnits = 4, ContinuationUnits = 8, WideUnits = 8,
            NarrowUnits = 4, Dropout = 0.1, HeadDropout = 0.05, Samples = 16
        },
        Epochs = epochs,
        BatchSize = 16,
        EncoderDecoderRate = 1e-2,
        PredictionRate = 1e-2,
        Checkpoint = checkpoint
    };

    public static IReadOnlyList<double> Levels { get; } = [0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

    /// <summary>Everything a forecast says at some levels.</summary>
    public static double[] Values(this Forecast forecast) => [forecast.Mean, .. Levels.Select(forecast.Quantile)];

    public static double[][] Values(this IForecaster forecaster, params DemandHistory[] batch) =>
        [.. forecaster.Predict(batch).Select(forecast => forecast.Values())];
}

/// <summary>Progress that is kept.</summary>
internal sealed class Kept : IProgress<TrainingProgress>
{
    public List<TrainingProgress> Reports { get; } = [];

    /// <summary>What to do on each report.</summary>
    public Action<TrainingProgress> Then { get; init; } = _ => { };

    public void Report(TrainingProgress value)
    {
        Reports.Add(value);
        Then(value);
    }
}
