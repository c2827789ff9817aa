using AquaTope.Actors.Observation;
using AquaTope.Models.Optimization;

namespace AquaTope.Actors.Optimization;

/// <summary>Something happened in a study.</summary>
public sealed record StudyObserved(StudyId Study, StudyEvent Fact) : Observed
{
    public override DecisionText? Describe() => Fact switch
    {
        StudyEvent.StudyStarted started => new(
            "study-started", Study.ToString(),
            $"{started.Definition.Options.Designer} with seed {started.Definition.Seed}, "
            + $"{started.Definition.TrialsLeft(0)} trials of {started.Definition.Options.Repetitions} runs, "
            + $"present plan {started.Definition.Present}{Told(started.Definition.Earlier)}"),
        StudyEvent.TrialSuggested suggested => new(
            "trial-suggested", $"{Study}#{suggested.Number}", suggested.Plan.ToString()),
        StudyEvent.TrialFailed failed => new(
            "trial-failed", $"{Study}#{failed.Number}", $"{failed.Stage}: {failed.Reason}"),
        StudyEvent.TrialNotRun notRun => new("trial-not-run", $"{Study}#{notRun.Number}", notRun.Reason),
        StudyEvent.TrialsEnded ended => new("trials-ended", Study.ToString(), ended.Because),
        StudyEvent.StudySettled settled => new("study-settled", Study.ToString(), $"{settled.Plan}: {settled.Because}"),
        StudyEvent.StudyStopped stopped => new("study-stopped", Study.ToString(), stopped.Reason),
        _ => null
    };

    private static string Told(EarlierEvidence? earlier) => earlier is null
        ? ""
        : $", told of {earlier.Trials.Count} earlier trials and {earlier.Rejected.Count} plans not to be tried"
          + string.Concat(earlier.Changed.Select(change => $"; {change}"));
}
