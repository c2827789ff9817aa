namespace AquaTope.Models.Forecasting.Backtesting;

/// <summary>
/// Forecasts the last part of known series one window ahead, by forecasters that are shown nothing of a window before
/// they have forecast it.
/// </summary>
public static class Backtest
{
    // Histories handed over in one call where a forecaster has no cursor.
    private const int Batch = 256;

    /// <summary>Trains each estimator on the part before the split, and scores it on the part after it.</summary>
    /// <param name="estimators">Whom to put to the test.</param>
    /// <param name="series">On what; those too short to be split are left out.</param>
    /// <param name="options">How.</param>
    /// <param name="clock">What is timed with.</param>
    /// <param name="progress">Told after every series.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="ArgumentException">No series has windows on both sides of the split.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static BacktestReport Run(
        IReadOnlyList<IEstimator> estimators, IReadOnlyList<ObservedSeries> series, BacktestOptions options,
        TimeProvider clock, IProgress<BacktestProgress>? progress = null, CancellationToken cancellation = default)
    {
        var day = Math.Max(1, 86_400 / options.Window.Seconds);
        Trial[] trials =
            [.. series.Where(one => one.CanSplit(options.Split)).Select(one => new Trial(one, day, options.Split))];
        if (trials.Length == 0) throw new ArgumentException("No series can be split.", nameof(series));

        var past = new DemandSet(options.Window, [.. trials.Select(trial => trial.History(trial.Split))]);
        var models = new List<ModelReport>(estimators.Count);
        foreach (var estimator in estimators)
        {
            Report(0);
            var started = clock.GetTimestamp();
            var forecaster = estimator.Train(past, options.Seed, null, cancellation);
            var trained = clock.GetElapsedTime(started);

            var scores = new List<SeriesScore>(trials.Length);
            started = clock.GetTimestamp();
            foreach (var trial in trials)
            {
                scores.Add(trial.Score(forecaster, cancellation));
                Report(scores.Count);
            }
            models.Add(new ModelReport(estimator.Name, trained, clock.GetElapsedTime(started), scores));

            void Report(int done) => progress?.Report(new BacktestProgress(
                estimator.Name, (models.Count + (done + 1.0) / (trials.Length + 1)) / estimators.Count));
        }
        return new BacktestReport(
            options.Window, trials.Length, trials.Sum(trial => trial.Steps), trials.Sum(trial => trial.Unobserved),
            models);
    }

    /// <summary>One series, split.</summary>
    private sealed class Trial
    {
        private readonly ObservedSeries _series;
        private readonly int[] _demand;
        private readonly double _naiveError;

        public Trial(ObservedSeries series, int day, double split)
        {
            _series = series;
            _demand = series.Filled(day);
            Split = series.SplitAt(split);
            for (var i = Split; i < _demand.Length; i++)
                if (series.IsObserved(i)) Steps++;
                else Unobserved++;

            var changes = 0;
            for (var i = 1; i < Split; i++)
            {
                if (!series.IsObserved(i) || !series.IsObserved(i - 1)) continue;
                _naiveError += Math.Abs(_demand[i] - _demand[i - 1]);
                changes++;
            }
            if (changes > 0) _naiveError /= changes;
        }

        /// <summary>Windows before the split.</summary>
        public int Split { get; }

        /// <summary>Windows to score.</summary>
        public int Steps { get; }

        /// <summary>Windows after the split that were not observed.</summary>
        public int Unobserved { get; }

        /// <summary>The first windows of the series.</summary>
        public DemandHistory History(int windows) =>
            new(_series.Function, _series.First + (windows - 1), _demand.AsMemory(0, windows))
            {
                Trigger = _series.Trigger
            };

        public SeriesScore Score(IForecaster forecaster, CancellationToken cancellation)
        {
            var sheet = new ScoreSheet();
            if (forecaster is ISequentialForecaster { PrefersBatches: false } sequential)
                Follow(sequential, sheet, cancellation);
            else Ask(forecaster, sheet, cancellation);
            return sheet.Close(_series.Name, _naiveError);
        }

        private void Follow(ISequentialForecaster forecaster, ScoreSheet sheet, CancellationToken cancellation)
        {
            var cursor = forecaster.Open(_series.Function, _series.First);
            Span<double> quantiles = stackalloc double[QuantileLevels.Count];
            for (var i = 0; i < _demand.Length; i++)
            {
                if (i % Batch == 0) cancellation.ThrowIfCancellationRequested();
                if (i >= Split && _series.IsObserved(i)) sheet.Add(cursor.Predict(quantiles), quantiles, _demand[i]);
                cursor.Observe(_demand[i]);
            }
        }

        private void Ask(IForecaster forecaster, ScoreSheet sheet, CancellationToken cancellation)
        {
            Span<double> quantiles = stackalloc double[QuantileLevels.Count];
            int[] windows = [.. Enumerable.Range(Split, _demand.Length - Split).Where(_series.IsObserved)];
            foreach (var batch in windows.Chunk(Batch))
            {
                cancellation.ThrowIfCancellationRequested();
                var forecasts = forecaster.Predict([.. batch.Select(History)]);
                for (var i = 0; i < batch.Length; i++)
                {
                    for (var k = 0; k < quantiles.Length; k++)
                        quantiles[k] = forecasts[i].Quantile(QuantileLevels.All[k]);
                    sheet.Add(forecasts[i].Mean, quantiles, _demand[batch[i]]);
                }
            }
        }
    }
}
