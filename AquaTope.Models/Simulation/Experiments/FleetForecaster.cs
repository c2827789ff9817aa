using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Neural.Training;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Pools.Policies.Trackers;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Simulation.Experiments;

/// <summary>
/// Forecasts every series of one replay, all of them at once after each window. A model that is not trained yet learns
/// on the way, from nothing but the windows that have passed: anew each time twice as many have.
/// </summary>
public sealed class FleetForecaster
{
    /// <summary>Windows that a forecaster is shown; a series without demand for as long gets no forecast.</summary>
    private const int History = 1440;

    /// <summary>Windows before the first training.</summary>
    private const int LeastWindows = 240;

    /// <summary>The most windows of one series that a training learns from.</summary>
    private const int MostWindows = 480;

    // A forecaster is told whose demand it is; to a replay the series is nobody's.
    private static readonly FunctionId Anyone = FunctionId.Parse("replay/series");

    private readonly IEstimator? _estimator;
    private readonly WindowLength _window;
    private readonly ulong _seed;
    private readonly int _mostWindows;
    private readonly List<Seen> _seen = [];
    private IForecaster? _forecaster;
    private int _windows;
    private int _nextTraining = LeastWindows;

    private FleetForecaster(
        IForecaster? forecaster, IEstimator? estimator, WindowLength window, ulong seed, int mostWindows)
    {
        _forecaster = forecaster;
        _estimator = estimator;
        _window = window;
        _seed = seed;
        _mostWindows = mostWindows;
    }

    /// <summary>A forecaster trained before.</summary>
    public static FleetForecaster Trained(IForecaster forecaster, WindowLength window) =>
        new(forecaster, null, window, 0, 0);

    /// <summary>One that learns on the way, first after 240 windows.</summary>
    /// <param name="estimator">What is trained.</param>
    /// <param name="window">The length of a window.</param>
    /// <param name="seed">The seed of the trainings and of the series they learn from.</param>
    /// <param name="mostWindows">
    /// The most windows that a training learns from, all series together; series are drawn from those with demand.
    /// </param>
    public static FleetForecaster Learning(IEstimator estimator, WindowLength window, ulong seed, int mostWindows) =>
        new(null, estimator, window, seed, mostWindows);

    /// <summary>The forecast of a series' next window; <see langword="null"/> where there is none.</summary>
    internal Forecast? Of(int series) => _seen[series].Next;

    /// <summary>Takes in the window that has just closed, and forecasts the next one.</summary>
    /// <param name="demand">What each series needed; series are only ever added.</param>
    /// <param name="cancellation">Stops a training.</param>
    internal void Observe(ReadOnlySpan<int> demand, CancellationToken cancellation)
    {
        while (_seen.Count < demand.Length) _seen.Add(new Seen());
        for (var i = 0; i < demand.Length; i++) _seen[i].Observe(demand[i]);
        _windows++;
        if (_estimator is not null && _windows == _nextTraining) Learn(_estimator, cancellation);
        if (_forecaster is null) return;

        var active = _seen.FindAll(series => series.IsActive);
        if (active.Count == 0) return;
        var last = new WindowIndex(_windows - 1);
        var forecasts = _forecaster.Predict(
            [.. active.Select(series => new DemandHistory(Anyone, last, series.Demand.Kept))]);
        for (var i = 0; i < active.Count; i++) active[i].Next = forecasts[i];
    }

    private void Learn(IEstimator estimator, CancellationToken cancellation)
    {
        _nextTraining *= 2;
        var candidates = _seen.FindAll(series => series.IsActive).ToArray();
        SeededOrder.Shuffle(candidates.AsSpan(), new CounterRandom(_seed), (ulong)_windows);
        if (candidates.Length == 0) return;
        var last = new WindowIndex(_windows - 1);
        var length = Math.Min(_windows, MostWindows);
        var past = new DemandSet(
            _window,
            [
                .. candidates.Take(Math.Max(1, _mostWindows / length))
                    .Select(series => new DemandHistory(Anyone, last, series.Demand.Last(length)))
            ]);
        (_forecaster as IDisposable)?.Dispose();
        _forecaster = estimator.Train(past, _seed, progress: null, cancellation);
    }

    /// <summary>What has been seen of one series, from its first window with demand on.</summary>
    private sealed class Seen
    {
        private int _silent = History;

        public RecentDemand Demand { get; } = new(History);

        public bool IsActive => _silent < History;

        public Forecast? Next { get; set; }

        public void Observe(int demand)
        {
            _silent = demand > 0 ? 0 : Math.Min(History, _silent + 1);
            Next = null;
            if (IsActive || !Demand.Windows.IsEmpty) Demand.Add(demand);
        }
    }
}
