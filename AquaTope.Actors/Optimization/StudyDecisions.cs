using System.Globalization;
using AquaTope.Actors.Decisions;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;

namespace AquaTope.Actors.Optimization;

/// <summary>What of a study's journal is a decision.</summary>
internal static class StudyDecisions
{
    public static IEnumerable<DecisionRow> Rows { get; } =
    [
        DecisionRow.Of<StudyEvent.StudyStarted>("study-started", (origin, started) =>
            About(origin, null, Describe(started.Definition)) with { Seed = started.Definition.Seed }),
        DecisionRow.Of<StudyEvent.TrialSuggested>("trial-suggested", (origin, suggested) =>
            About(origin, suggested.Number, suggested.Plan.ToString())),
        DecisionRow.Of<StudyEvent.TrialCompleted>("trial-completed", (origin, completed) =>
            About(origin, completed.Number, Describe(completed.Runs))),
        DecisionRow.Of<StudyEvent.TrialFailed>("trial-failed", (origin, failed) =>
            About(origin, failed.Number, $"{failed.Stage}: {failed.Reason}")),
        DecisionRow.Of<StudyEvent.TrialNotRun>("trial-not-run", (origin, notRun) =>
            About(origin, notRun.Number, notRun.Reason)),
        DecisionRow.Of<StudyEvent.TrialsEnded>("trials-ended", (origin, ended) => About(origin, null, ended.Because)),
        DecisionRow.Of<StudyEvent.StudySettled>("study-settled", (origin, settled) =>
            About(origin, null, $"{settled.Plan}: {settled.Because}")),
        DecisionRow.Of<StudyEvent.StudyStopped>("study-stopped", (origin, stopped) =>
            About(origin, null, stopped.Reason))
    ];

    private static Wording About(DecisionOrigin origin, int? trial, string reason) =>
        new(trial is { } number ? $"{origin.Study}#{number}" : origin.Study.ToString(), reason)
        {
            Workflow = origin.Study.Workflow
        };

    private static string Describe(StudyDefinition study) =>
        $"{study.Options.Designer} with seed {study.Seed}, {study.TrialsLeft(0)} trials of {study.Options.Repetitions} "
        + $"runs, present plan {study.Present}{Told(study.Earlier)}";

    private static string Told(EarlierEvidence? earlier) => earlier is null
        ? ""
        : $", told of {earlier.Trials.Count} earlier trials and {earlier.Rejected.Count} plans not to be tried"
          + string.Concat(earlier.Changed.Select(change => $"; {change}"));

    private static string Describe(IReadOnlyList<WorkflowRun> runs) => runs.Count == 0
        ? "no run"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{runs.Count} runs took {runs.Average(run => run.EndToEnd.TotalSeconds):0.###} s on average, "
            + $"{runs.Max(run => run.EndToEnd.TotalSeconds):0.###} s at worst");
}
