using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Forecasting.Combination;
using AquaTope.Models.Forecasting.Regression;
using AquaTope.Models.Forecasting.Trees;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting;

/// <summary>The estimators that need no tensors, by name.</summary>
public static class Estimators
{
    private static readonly OrderedDictionary<string, Func<IEstimator>> Factories = new()
    {
        ["naive"] = () => Baseline("naive"),
        ["seasonal-naive"] = () => Baseline("seasonal-naive"),
        ["moving-average"] = () => Baseline("moving-average"),
        ["ets"] = () => Online("ets", (window, first) => new SmoothingCursor(window, first)),
        ["fft"] = () => Online("fft", (window, first) => new SpectrumCursor(window, first)),
        ["markov"] = () => Online("markov", (_, _) => new MarkovCursor()),
        ["histogram"] = () => Online("histogram", (window, _) => new HistogramCursor(window)),
        ["renewal"] = () => Baseline("renewal"),
        ["dlinear"] = () => Online("dlinear", (window, first) => new DLinearCursor(window, first)),
        ["ridge"] = () => Online("ridge", (window, first) => new RidgeCursor(window, first)),
        ["boosted-trees"] = () => new BoostedTreesEstimator(new TreeOptions()),
        ["aquatope"] = () => new AquaTopeEstimator(new TreeOptions())
    };

    /// <summary>Every name, in the order in which reports list them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Factories.Keys];

    /// <summary>The estimator of that name, or <see langword="false"/> when there is none.</summary>
    public static bool TryCreate(string name, out IEstimator estimator)
    {
        var known = Factories.TryGetValue(name, out var create);
        estimator = known ? create!() : null!;
        return known;
    }

    private static OnlineEstimator Baseline(string name) => new(name, window =>
        BaselineForecasters.TryCreate(name, window, out var forecaster)
            ? forecaster
            : throw new InvalidOperationException($"No forecaster is called {name}."));

    private static OnlineEstimator Online(string name, Func<WindowLength, WindowIndex, IForecastCursor> open) =>
        new(name, window => new SequentialForecaster(name, (_, first) => open(window, first)));
}
