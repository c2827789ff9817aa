using System.Globalization;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Models.Forecasting;
using Spectre.Console;

namespace AquaTope.Host.Cli.Training;

/// <summary>Shows a training epoch by epoch: a bar for each stage where somebody watches, a line each
/// otherwise.</summary>
internal static class TrainProgress
{
    /// <summary>Runs a training while showing it.</summary>
    public static async Task<T> ShowAsync<T>(VerbRun run, Func<IProgress<TrainingProgress>, T> train)
    {
        if (!run.Terminal.ErrorIsInteractive)
            return train(new Lines(run.Terminal.Error, TimeProvider.System));
        return await run.Progress.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn())
            .StartAsync(context => Task.Run(() => train(new Bars(context)), CancellationToken.None));
    }

    private static string Describe(TrainingProgress at) => string.Create(
        CultureInfo.InvariantCulture,
        $"{at.Stage}: epoch {at.Epoch} of {at.Epochs}, loss {at.Loss:0.0000}, validation {at.ValidationLoss:0.0000}");

    private sealed class Bars(ProgressContext context) : IProgress<TrainingProgress>
    {
        private string? _stage;
        private ProgressTask? _bar;

        public void Report(TrainingProgress value)
        {
            if (_stage != value.Stage)
            {
                _bar?.StopTask();
                _bar = context.AddTask(value.Stage, maxValue: value.Epochs);
                _stage = value.Stage;
            }
            _bar!.Description = Markup.Escape(Describe(value));
            _bar.Value = value.Epoch;
        }
    }

    private sealed class Lines(TextWriter writer, TimeProvider time) : IProgress<TrainingProgress>
    {
        private string? _stage;
        private int _firstEpoch;
        private long _started = time.GetTimestamp();
        private long _last = time.GetTimestamp();

        public void Report(TrainingProgress value)
        {
            if (_stage != value.Stage) (_stage, _firstEpoch, _started) = (value.Stage, value.Epoch, _last);
            _last = time.GetTimestamp();
            var perEpoch = time.GetElapsedTime(_started, _last) / (value.Epoch - _firstEpoch + 1);
            var left = TimeSpan.FromSeconds(Math.Ceiling(((value.Epochs - value.Epoch) * perEpoch).TotalSeconds));
            writer.WriteLine($"{Describe(value)}, at most {left:hh\\:mm\\:ss} left");
        }
    }
}
