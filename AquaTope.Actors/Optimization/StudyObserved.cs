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
            + $"present plan {started.Definition.Present}"),
        StudyEvent.TrialSuggested suggested => new(
            "trial-suggested", $"{Study}#{suggested.Number}", suggested.Plan.ToString()),
        StudyEvent.TrialFailed failed => new(
            "trial-failed", $"{Study}#{failed.Number}", $"{failed.Stage}: {failed.Reason}"),
        StudyEvent.TrialNotRun notRun => new("trial-not-run", $"{Study}#{notRun.Number}", notRun.Reason),
        StudyEvent.StudySettled settled => new("study-settled", Study.ToString(), $"{settled.Plan}: {settled.Because}"),
        StudyEvent.StudyStopped stopped => new("study-stopped", Study.ToString(), stopped.Reason),
        _ => null
    };
}
