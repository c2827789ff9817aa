using AquaTope.Models.Forecasting;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Forecasting;

/// <summary>Made-up demand with known laws.</summary>
internal static class Demand
{
    public static FunctionId Function { get; } = FunctionId.Parse("guest/f");

    /// <summary>Poisson demand around a mean that swings with the hour, by inversion.</summary>
    public static int[] Rhythm(int windows, int hour, double mean, ulong seed)
    {
        var random = new CounterRandom(seed);
        return [.. Enumerable.Range(0, windows).Select(i =>
            Poisson(mean * (1 + 0.8 * Math.Sin(2 * Math.PI * i / hour)), random.Uniform((ulong)i, 0)))];
    }

    public static DemandHistory History(params int[] demand) =>
        new(Function, new WindowIndex(demand.Length - 1), demand);

    public static DemandSet Set(WindowLength window, params int[] demand) => new(window, [History(demand)]);

    public static IEstimator Estimator(string name) =>
        Estimators.TryCreate(name, out var estimator) ? estimator : throw new ArgumentException(name, nameof(name));

    /// <summary>Quantiles of every window from the first forecast on, one row a window.</summary>
    public static double[][] Follow(IForecaster forecaster, int[] demand, int from)
    {
        var cursor = ForecastCursors.Open(forecaster, Function, new WindowIndex(0));
        var rows = new List<double[]>();
        for (var i = 0; i < demand.Length; i++)
        {
            if (i >= from)
            {
                rows.Add(new double[QuantileLevels.Count]);
                cursor.Predict(rows[^1]);
            }
            cursor.Observe(demand[i]);
        }
        return [.. rows];
    }

    private static int Poisson(double mean, double uniform)
    {
        var (count, probability) = (0, Math.Exp(-mean));
        for (var sum = probability; sum < uniform && count < 10 * mean + 50; sum += probability)
            probability *= mean / ++count;
        return count;
    }
}
