using System.CommandLine;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Backtesting;
using AquaTope.Models.Forecasting.Neural;
using AquaTope.Models.Forecasting.Neural.Storage;
using AquaTope.Models.Traces;
using Spectre.Console;

namespace AquaTope.Host.Cli.Forecasting;

/// <summary>Puts forecasters to the test on a trace: one window ahead, on the part after the split.</summary>
internal sealed class ForecastCommand : Verb
{
    private const int MostSeries = 1_000_000;
    private const int MostWindows = 100_000_000;
    private const int MostEpochs = 100_000;

    private readonly ForecastModels _catalog;

    private readonly Option<string[]> _trace = VerbOption.List("--trace", "FILE[,FILE]",
        "The trace, plain or gzip; several files follow on each other in time. Read by their header: counts per " +
        "window with series in rows or in columns, or single invocations. Windows that the trace says were " +
        "not observed are not scored.");

    private readonly Option<string[]> _models;

    private readonly Option<string?> _model = new("--model")
    {
        HelpName = "DIR",
        Description = "A model folder written by 'train': its forecaster is put to the test too, and aquatope " +
                      "takes it for one more of its experts. It must have been trained on other data or "
                      + "before the split."
    };

    private readonly Option<double> _split = VerbOption.Number("--split",
        "The share of each series that forecasters may learn from; the rest is forecast.", 0.01, 0.99, 0.8);

    private readonly Option<int> _windows = VerbOption.WholeNumber("--windows",
        "Take no more than the first N windows of the trace; 0 takes all.", 0, MostWindows, 0);

    private readonly Option<int> _limit = VerbOption.WholeNumber("--series-limit",
        "Take no more than the first N series; 0 takes all.", 0, MostSeries, 0);

    private readonly Option<string[]> _columns = VerbOption.List("--columns", "A,B,…",
        "Take only the series of these names: the trace's columns, or its rows' identifiers.");

    private readonly Option<int> _epochs = VerbOption.WholeNumber("--epochs",
        "The most epochs of a stage of the networks that are trained here; 0 takes each model's own number.",
        0, MostEpochs, 0);

    private readonly Option<string?> _perSeries = new("--per-series")
    {
        HelpName = "FILE.csv",
        Description = "Write the result of each model for each series to FILE.csv."
    };

    /// <param name="catalog">The forecasters there are.</param>
    public ForecastCommand(ForecastModels catalog) : base("forecast",
        "Backtests forecasters on a trace, one window ahead and without looking ahead. Point forecasts are medians.",
        "forecast --trace arrivals.csv.gz",
        "forecast --trace arrivals.csv.gz --models aquatope,seasonal-naive --split 0.9 --json result.json")
    {
        _catalog = catalog;
        _models = VerbOption.List("--models", "A,B,…",
            $"The forecasters to compare: {string.Join(", ", catalog.Names)}. " +
            $"Unless said otherwise: {string.Join(", ", catalog.Standard)}.");
        _trace.Required = true;
        Add(_trace);
        Add(_models);
        if (catalog.CanLoad) Add(_model);
        Add(_split);
        Add(_windows);
        Add(_limit);
        Add(_columns);
        Add(_epochs);
        Add(_perSeries);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        var files = run.Required(_trace);
        TraceFiles.Require(files);
        var perSeries = run.Value(_perSeries);
        if (perSeries is not null) OutputFile.Check("--per-series", perSeries);
        run.RequireFilesApart(TraceFiles.Named(files), ("--per-series", perSeries));
        var estimators = Chosen(run);

        var report = await TestAsync(run, files, estimators);

        var document = ForecastDocument.Of(report, files, run.Required(_split), run.Seed);
        ForecastTable.Write(run.Results, document);
        if (perSeries is not null)
            await OutputFile.WriteAsync(
                perSeries, writer => ForecastPerSeries.WriteAsync(writer, report), run.Stopping);
        await run.WriteJsonAsync(document, ForecastJson.Default.ForecastDocument);
        return ExitCode.Done;
    }

    private IReadOnlyList<IEstimator> Chosen(VerbRun run)
    {
        var names = run.Value(_models) is { Length: > 0 } given ? [.. given.Distinct()] : _catalog.Standard;
        foreach (var name in names)
            if (!_catalog.Names.Contains(name))
                throw new UsageException($"--models names '{name}'; known are {string.Join(", ", _catalog.Names)}");
        int? epochs = run.Value(_epochs) is > 0 and var most ? most : null;
        if (!_catalog.CanLoad || run.Value(_model) is not { } folder)
            return [.. names.Select(name => _catalog.Create(name, epochs))];
        try
        {
            return _catalog.WithFolder(folder, names, epochs);
        }
        catch (ModelFolderException mistake)
        {
            throw new UsageException($"--model: {mistake.Message}", mistake);
        }
    }

    private async Task<BacktestReport> TestAsync(
        VerbRun run, string[] files, IReadOnlyList<IEstimator> estimators)
    {
        if (!run.Terminal.ErrorIsInteractive) return Test(null, null);
        return await run.Progress.Progress().AutoClear(true).StartAsync(context =>
        {
            var reading = context.AddTask("reading", maxValue: files.Sum(file => new FileInfo(file).Length));
            var testing = context.AddTask("forecasting", autoStart: false, maxValue: 1);
            return Task.Run(() => Test(new ReadingProgress(reading), new TestingProgress(testing)), run.Stopping);
        });

        BacktestReport Test(IProgress<long>? reading, IProgress<BacktestProgress>? testing)
        {
            var trace = Read(run, files, reading);
            RequireWindow(estimators, trace);
            var options = new BacktestOptions
            {
                Window = trace.Window,
                Split = run.Required(_split),
                Seed = (ulong)run.Seed
            };
            return Backtest.Run(estimators, trace.Series, options, TimeProvider.System, testing, run.Stopping);
        }
    }

    private static void RequireWindow(IReadOnlyList<IEstimator> estimators, ArrivalTrace trace)
    {
        foreach (var trained in estimators.OfType<TrainedEstimator>())
            if (trained.Forecaster is NeuralForecaster model && model.Window != trace.Window)
                throw new UsageException(
                    $"--model: {model.Version} was trained on windows of {model.Window.Seconds} s, but those of the " +
                    $"trace are {trace.Window.Seconds} s long; train one on such windows");
    }

    private ArrivalTrace Read(VerbRun run, string[] files, IProgress<long>? progress)
    {
        var columns = run.Value(_columns) is { Length: > 0 } given ? given : null;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var (limit, windows, split) = (run.Required(_limit), run.Required(_windows), run.Required(_split));
        try
        {
            var trace = ArrivalTrace.Read(files, IsWanted, progress, run.Stopping);
            var missing = columns?.FirstOrDefault(name => trace.Series.All(series => series.Name != name));
            if (missing is not null)
                throw new UsageException($"--columns names '{missing}'; the trace has {SomeOf(names)}");
            trace = trace.Beginning(limit == 0 ? MostSeries : limit, windows == 0 ? MostWindows : windows);
            if (!trace.Series.Any(series => series.CanSplit(split)))
                throw new UsageException("--trace: no series has observed windows on both sides of the split");
            return trace;
        }
        catch (TraceFormatException malformed)
        {
            throw new UsageException($"--trace: {malformed.Message}", malformed);
        }

        bool IsWanted(string name)
        {
            names.Add(name);
            return columns is null || columns.Contains(name);
        }
    }

    private static string SomeOf(SortedSet<string> names)
    {
        const int Shown = 12;
        var left = names.Count > Shown ? $" and {names.Count - Shown} more" : "";
        return string.Join(", ", names.Take(Shown)) + left;
    }

    private sealed class ReadingProgress(ProgressTask bar) : IProgress<long>
    {
        public void Report(long value) => bar.Value = value;
    }

    private sealed class TestingProgress(ProgressTask bar) : IProgress<BacktestProgress>
    {
        public void Report(BacktestProgress value)
        {
            if (!bar.IsStarted) bar.StartTask();
            bar.Description = value.Model;
            bar.Value = value.Share;
        }
    }
}
