using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Combination;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Forecasting.Neural.Reference;
using AquaTope.Models.Forecasting.Neural.Storage;
using AquaTope.Models.Forecasting.Trees;

namespace AquaTope.Host.Cli.Forecasting;

/// <summary>The forecasters that <c>forecast</c> can put to the test.</summary>
/// <param name="neural">Estimators beside those of <see cref="Estimators"/>, by name and for so many epochs at
/// most, if told; they need training time.</param>
/// <param name="load">Reads the forecaster of a model folder; <see langword="null"/> where none can be read.</param>
internal sealed class ForecastModels(
    IReadOnlyDictionary<string, Func<int?, IEstimator>> neural, Func<string, IForecaster>? load)
{
    private const string Combination = "aquatope";

    // As an expert of the combination the network is trained twice; from so many windows on more teach it little.
    private const int MostExpertWindows = 250_000;

    /// <summary>Those of <see cref="Estimators"/>.</summary>
    public static ForecastModels WithoutTensors { get; } =
        new(new Dictionary<string, Func<int?, IEstimator>>(), load: null);

    /// <summary>Those of <see cref="Estimators"/>, the neural models, and the folders these are kept in.</summary>
    public static ForecastModels All { get; } = new(
        new Dictionary<string, Func<int?, IEstimator>>
        {
            [ReferenceEstimator.ModelName] = epochs =>
            {
                var options = new ReferenceOptions();
                return new PerSeriesEstimator(
                    new ReferenceEstimator(options with { Epochs = epochs ?? options.Epochs }));
            },
            [HybridEstimator.ModelName] = epochs =>
            {
                var options = new HybridOptions();
                return new HybridEstimator(options with { Epochs = epochs ?? options.Epochs });
            },
            [Combination] = epochs =>
            {
                var options = new HybridOptions { MostWindows = MostExpertWindows };
                return new AquaTopeEstimator(
                    new TreeOptions(),
                    new HybridEstimator(options with { Epochs = epochs ?? options.Epochs }));
            }
        },
        ModelFolder.Load);

    /// <summary>All names, in the order in which reports list them.</summary>
    public IReadOnlyList<string> Names { get; } =
        [.. Estimators.Names.Concat(neural.Keys).Where(name => name != Combination), Combination];

    /// <summary>Those compared unless some are named: all that train in seconds.</summary>
    public IReadOnlyList<string> Standard { get; } = Estimators.Names;

    /// <summary>Whether model folders can be read.</summary>
    public bool CanLoad => load is not null;

    /// <summary>The estimator of that name, which must be one of <see cref="Names"/>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="epochs">The most epochs of a network's training; none for its own number.</param>
    public IEstimator Create(string name, int? epochs)
    {
        if (neural.TryGetValue(name, out var create)) return create(epochs);
        return Estimators.TryCreate(name, out var estimator)
            ? estimator
            : throw new InvalidOperationException($"No estimator is called {name}.");
    }

    /// <summary>
    /// The estimators of those names and the forecaster of a model folder, which takes the place of one of its own name
    /// and is an expert of the combination.
    /// </summary>
    public IReadOnlyList<IEstimator> WithFolder(string folder, IReadOnlyList<string> names, int? epochs)
    {
        if (load is null) throw new InvalidOperationException("No model folder can be read.");
        var loaded = new TrainedEstimator(load(folder));
        return
        [
            .. names.Where(name => name != Combination && name != loaded.Name)
                .Select(name => Create(name, epochs)),
            loaded,
            .. names.Where(name => name == Combination)
                .Select(_ => new AquaTopeEstimator(new TreeOptions(), loaded))
        ];
    }
}
