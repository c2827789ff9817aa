using AquaTope.Host.Cli.CommandLines;
using AquaTope.Models.Forecasting.Neural;
using AquaTope.Models.Forecasting.Neural.Reference;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation.Experiments;

namespace AquaTope.Host.Cli.Simulating;

/// <summary>Whom <c>simulate</c> puts to the test.</summary>
/// <param name="policies">Their names, of <see cref="Names"/>.</param>
/// <param name="headroom">The headroom of aquatope.</param>
/// <param name="sweep">Further headrooms of it.</param>
/// <param name="model">A model from a folder, if one was given.</param>
/// <param name="seed">The seed of what is trained on the way.</param>
internal sealed class SimulateContenders(
    IReadOnlyList<string> policies, double headroom, IReadOnlyList<double> sweep, NeuralForecaster? model, ulong seed)
{
    /// <summary>
    /// The most windows that the reference learns from each time: 24 series of four hours, 12 of eight.
    /// </summary>
    private const int MostWindows = 5760;

    // The original's network without dropout: its mean forecast, no samples. Fewer and larger steps than the original's
    // training has, which would take hours here.
    private static readonly ReferenceOptions OnTheWay = new()
    {
        Shape = new ReferenceShape { Dropout = 0, Samples = 1 },
        Epochs = 6,
        BatchSize = 64,
        EncoderDecoderRate = 1e-3
    };

    /// <summary>Every name, in the order in which reports list them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Contenders.Names.TakeWhile(name => name != AquaTopePolicy.DefaultName),
        Contenders.ReferenceName,
        .. Contenders.Names.SkipWhile(name => name != AquaTopePolicy.DefaultName)
    ];

    /// <summary>The contenders for windows of that length: those that were named, then the sweep.</summary>
    /// <exception cref="UsageException">The model was trained on windows of another length.</exception>
    public IReadOnlyList<Contender> For(WindowLength window)
    {
        if (model is not null && model.Window != window)
            throw new UsageException(
                $"--model: {model.Version} was trained on windows of {model.Window.Seconds} s, but those of the " +
                $"trace are {window.Seconds} s long; train one on such windows");
        var trained = model is null ? null : FleetForecaster.Trained(model, window);
        return
        [
            .. policies.Select(name => name == Contenders.ReferenceName
                ? Contenders.Reference(trained ?? Learning(window), window)
                : Contenders.Create(name, window, headroom, trained)),
            .. Contenders.Sweep(window, sweep, trained)
        ];
    }

    private FleetForecaster Learning(WindowLength window) =>
        FleetForecaster.Learning(new ReferenceEstimator(OnTheWay), window, seed, MostWindows);
}
