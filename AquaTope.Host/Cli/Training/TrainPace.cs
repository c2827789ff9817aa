using AquaTope.Models.Forecasting;

namespace AquaTope.Host.Cli.Training;

/// <summary>
/// How fast the epochs of a stage follow each other in this run, and so how long the stage will take if it takes all of
/// them. It is told from one thread and may be asked from another.
/// </summary>
internal sealed class TrainPace(TimeProvider time)
{
    private volatile Stage _stage = new("", FirstEpoch: 0, time.GetTimestamp(), default, time.GetTimestamp());

    /// <summary>An epoch is done.</summary>
    public void Report(TrainingProgress at)
    {
        var (stage, now) = (_stage, time.GetTimestamp());
        _stage = stage.Name == at.Stage
            ? stage with { Epochs = (at.Epoch, at.Epochs), Last = now }
            : new Stage(at.Stage, at.Epoch, stage.Last, (at.Epoch, at.Epochs), now);
    }

    /// <summary>
    /// The time until the stage has had all its epochs, at the pace of those of this run; <see langword="null"/> before
    /// the first.
    /// </summary>
    public TimeSpan? Left()
    {
        var stage = _stage;
        if (stage.Epochs.All == 0) return null;
        var perEpoch = time.GetElapsedTime(stage.Started, stage.Last) / (stage.Epochs.Done - stage.FirstEpoch + 1);
        var left = (stage.Epochs.All - stage.Epochs.Done) * perEpoch - time.GetElapsedTime(stage.Last);
        return TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling(left.TotalSeconds)));
    }

    /// <param name="Name">Which stage it is.</param>
    /// <param name="FirstEpoch">Its first epoch in this run, more than 1 where the run goes on from a
    /// checkpoint.</param>
    /// <param name="Started">When that began, as a timestamp.</param>
    /// <param name="Epochs">Epochs done and wanted.</param>
    /// <param name="Last">When the last one was done.</param>
    private sealed record Stage(string Name, int FirstEpoch, long Started, (int Done, int All) Epochs, long Last);
}
