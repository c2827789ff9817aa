using System.CommandLine;
using System.Globalization;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Neural;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Forecasting.Neural.Reference;
using AquaTope.Models.Forecasting.Neural.Storage;
using AquaTope.Models.Forecasting.Neural.Training;
using AquaTope.Models.Traces;
using Spectre.Console;

namespace AquaTope.Host.Cli.Training;

/// <summary>Trains a forecaster on a trace and writes it into a model folder.</summary>
internal sealed class TrainCommand : Verb
{
    private const int MostEpochs = 100_000;
    private const string AllStages = "all";
    private const string CheckpointSuffix = ".checkpoint";
    private const string NoInputs = "none";

    private readonly Option<string[]> _trace = VerbOption.List("--trace", "FILE[,FILE]",
        "The trace, plain or gzip; several files follow on each other in time. Read by their header, as by simulate.");

    private readonly Option<string> _out = new("--out")
    {
        HelpName = "DIR",
        Description = "The model folder to write; it must not exist yet. While the training is unfinished it is kept " +
                      "in DIR.checkpoint, from which the same command goes on.",
        Required = true
    };

    private readonly Option<string> _model = new("--model")
    {
        HelpName = "NAME",
        Description = "What to train: hybrid, one count model for all series, or reference, the network of the " +
                      "original. Unless said otherwise hybrid, or reference where --stage names one of its steps."
    };

    private readonly Option<string> _stage = new("--stage")
    {
        HelpName = "NAME",
        Description = "Of the reference, train encoder-decoder alone, or prediction after it, or all.",
        DefaultValueFactory = _ => AllStages
    };

    private readonly Option<int> _epochs = VerbOption.WholeNumber("--epochs",
        "The most epochs of a stage; 0 takes the model's own number.", 0, MostEpochs, 0);

    private readonly Option<double> _split = VerbOption.Number("--split",
        "The share of the trace to learn from, at its beginning; its last ninth is held back to see how the training " +
        "goes. What follows is left for a backtest.", 0.01, 1, 0.8);

    private readonly Option<string[]> _without = VerbOption.List("--without", "A,B,…",
        $"Inputs that hybrid is to do without, to see what they are worth: {string.Join(", ", Inputs.Keys)}. " +
        "Unless said otherwise trigger, which a node is not told; none leaves nothing out.");

    public TrainCommand() : base("train",
        "Trains a forecaster on the demand of one or many series and writes a versioned model folder.",
        "train --trace azure/invocations_per_function_md.anon.d01.csv --out models/azure",
        "train --trace counts.csv.gz --model reference --epochs 128 --split 0.9 --out models/reference --json -")
    {
        _trace.Required = true;
        _model.Among(HybridEstimator.ModelName, ReferenceEstimator.ModelName);
        _stage.Among(EncoderDecoderStage, PredictionStage, AllStages);
        Add(_trace);
        Add(_out);
        Add(_model);
        Add(_stage);
        Add(_epochs);
        Add(_split);
        Add(_without);
    }

    private static OrderedDictionary<string, InputGroups> Inputs { get; } = new()
    {
        ["minute-of-hour"] = InputGroups.MinuteOfHour,
        ["age"] = InputGroups.Age,
        ["gaps"] = InputGroups.Gaps,
        ["trigger"] = InputGroups.Trigger,
        [NoInputs] = InputGroups.None
    };

    private static string EncoderDecoderStage => ReferenceEstimator.EncoderDecoderStage;

    private static string PredictionStage => ReferenceEstimator.PredictionStage;

    public override async Task<int> RunAsync(VerbRun run)
    {
        var files = run.Required(_trace);
        TraceFiles.Require(files);
        var folder = RequireNewFolder(run.Required(_out));
        run.RequireFilesApart(TraceFiles.Named(files), ("--out", folder));
        var checkpoint = new TrainingCheckpoint(folder + CheckpointSuffix);
        RequireStage(run, checkpoint);
        var without = Without(run);
        try
        {
            var past = TrainTrace.FirstPart(TrainTrace.Read(files, run.Stopping), run.Value(_split));
            var started = TimeProvider.System.GetTimestamp();
            var model = await TrainProgress.ShowAsync(run, progress => Train(run, past, without, checkpoint, progress));
            var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            using (model)
            {
                if (model is not null)
                {
                    ModelFolder.Save(model, folder);
                    checkpoint.Delete();
                }
                await ReportAsync(run, files, past, model, folder, seconds);
            }
            return ExitCode.Done;
        }
        catch (Exception mistake) when (mistake is TraceFormatException or TrainingDataException)
        {
            throw new UsageException($"--trace: {mistake.Message}", mistake);
        }
        catch (ModelFolderException mistake)
        {
            throw new UsageException($"--out: {mistake.Message}", mistake);
        }
        catch (OperationCanceledException) when (File.Exists(checkpoint.Path))
        {
            await run.Terminal.Error.WriteLineAsync(
                $"The training so far is kept in {checkpoint.Path}; the same command goes on from there.");
            throw;
        }
    }

    private string Model(VerbRun run) =>
        run.Value(_model)
        ?? (run.Required(_stage) == AllStages ? HybridEstimator.ModelName : ReferenceEstimator.ModelName);

    private static string RequireNewFolder(string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(folder);
        if (Path.Exists(folder))
            throw new UsageException($"--out is '{folder}', which exists already; give a folder that does not");
        OutputFile.Check("--out", folder);
        return folder;
    }

    private void RequireStage(VerbRun run, TrainingCheckpoint checkpoint)
    {
        var stage = run.Required(_stage);
        if (stage != AllStages && Model(run) != ReferenceEstimator.ModelName)
            throw new UsageException($"--stage is '{stage}', but only the model reference has stages; leave it out");
        if (stage == PredictionStage && !File.Exists(checkpoint.Path))
            throw new UsageException(
                $"--stage is '{stage}', but '{checkpoint.Path}' is not there; train {EncoderDecoderStage} first");
    }

    private InputGroups? Without(VerbRun run)
    {
        if (run.Value(_without) is not { Length: > 0 } names) return null;
        if (Model(run) != HybridEstimator.ModelName)
            throw new UsageException(
                "--without is given, but only the model hybrid can do without inputs; leave it out");
        if (names.Contains(NoInputs) && names.Distinct().Count() > 1)
            throw new UsageException(
                $"--without is '{string.Join(',', names)}', but {NoInputs} leaves nothing out; give it alone");
        return names.Aggregate(InputGroups.None, (groups, name) => Inputs.TryGetValue(name, out var group)
            ? groups | group
            : throw new UsageException($"--without names '{name}'; known are {string.Join(", ", Inputs.Keys)}"));
    }

    // Nothing where only the first stage was asked for: an encoder alone forecasts nothing.
    private NeuralForecaster? Train(
        VerbRun run, DemandSet past, InputGroups? without, TrainingCheckpoint checkpoint,
        IProgress<TrainingProgress> progress)
    {
        var seed = (ulong)run.Seed;
        var epochs = run.Value(_epochs);
        if (Model(run) == HybridEstimator.ModelName)
        {
            var options = new HybridOptions { Checkpoint = checkpoint };
            if (epochs > 0) options = options with { Epochs = epochs };
            if (without is { } groups) options = options with { Without = groups };
            return new HybridEstimator(options).Learn(past, seed, progress, run.Stopping);
        }

        var reference = new ReferenceOptions { Checkpoint = checkpoint };
        if (epochs > 0) reference = reference with { Epochs = epochs };
        var estimator = new ReferenceEstimator(reference);
        if (run.Required(_stage) != EncoderDecoderStage) return estimator.Learn(past, seed, progress, run.Stopping);
        estimator.Pretrain(past, seed, progress, run.Stopping);
        return null;
    }

    private async Task ReportAsync(
        VerbRun run, string[] files, DemandSet past, NeuralForecaster? model, string folder, double seconds)
    {
        var document = new TrainDocument(
            files, model is null ? null : folder, Model(run), model?.Version, past.Series.Count,
            past.Series.Sum(series => (long)series.Demand.Length), past.Window.Seconds, run.Value(_split),
            model?.Training.DataFingerprint, run.Seed, model?.Training.Stages ?? [], seconds);
        run.Results.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{document.Series} series of {document.Windows} windows of {document.WindowSeconds} s in all, " +
            $"trained in {seconds:0.0} s; seed {run.Seed}"));
        foreach (var stage in document.Stages)
            run.Results.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{stage.Stage}: {stage.Epochs} epochs, that of epoch {stage.BestEpoch} kept, " +
                $"validation loss {stage.ValidationLoss:0.0000}"));
        run.Results.WriteLine(model is null
            ? $"{EncoderDecoderStage} is trained; go on with --stage {PredictionStage}"
            : $"{model.Version} is in {folder}");
        await run.WriteJsonAsync(document, TrainJson.Default.TrainDocument);
    }
}
