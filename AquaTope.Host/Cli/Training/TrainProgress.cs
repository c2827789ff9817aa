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
        var pace = new TrainPace(TimeProvider.System);
        return run.Terminal.ErrorIsInteractive
            ? await ShowAsync(run.Progress, pace, train)
            : train(new Lines(run.Terminal.Error, pace));
    }

    /// <summary>Runs a training while its bars are on a terminal.</summary>
    internal static Task<T> ShowAsync<T>(
        IAnsiConsole console, TrainPace pace, Func<IProgress<TrainingProgress>, T> train) =>
        console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new TimeLeftColumn(pace))
            .StartAsync(context => Task.Run(
                () =>
                {
                    using var bars = new Bars(context, pace);
                    return train(bars);
                },
                CancellationToken.None));

    private static string Describe(TrainingProgress at) => string.Create(
        CultureInfo.InvariantCulture,
        $"{at.Stage}: epoch {at.Epoch} of {at.Epochs}, loss {at.Loss:0.0000}, validation {at.ValidationLoss:0.0000}");

    private sealed class Bars(ProgressContext context, TrainPace pace) : IProgress<TrainingProgress>, IDisposable
    {
        private ProgressTask _bar = context.AddTask("the first epoch").IsIndeterminate();
        private string? _stage;

        public void Report(TrainingProgress value)
        {
            pace.Report(value);
            if (_stage is not null && _stage != value.Stage)
            {
                _bar.StopTask();
                _bar = context.AddTask(value.Stage);
            }
            _stage = value.Stage;
            _bar.IsIndeterminate = false;
            _bar.MaxValue = value.Epochs;
            _bar.Description = Markup.Escape(Describe(value));
            _bar.Value = value.Epoch;
        }

        // A stage that ended early leaves its bar where it was.
        public void Dispose() => _bar.StopTask();
    }

    private sealed class Lines(TextWriter writer, TrainPace pace) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            pace.Report(value);
            writer.WriteLine($@"{Describe(value)}, at most {pace.Left():hh\:mm\:ss} left");
        }
    }
}
