using AquaTope.Models.Optimization.Staged.Learning;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Staged;

/// <summary>What a study, and the one before it, have shown of one stage.</summary>
/// <param name="Runs">Resources and seconds of every run that ended.</param>
/// <param name="Failures">The resources under which it failed, once for each time.</param>
internal sealed record StageEvidence(
    IReadOnlyList<StageRun> Runs, IReadOnlyList<ResourceConfiguration> Failures)
{
    /// <summary>Runs from before the stage's function changed; <see langword="null"/> where it did not.</summary>
    public FormerRuns? Former { get; init; }

    /// <summary>
    /// That of each stage of a study's workflow. What the study before it showed of a function that has not changed
    /// since is as good as its own. Of one that changed by a known factor the earlier failures hold: the code is the
    /// same. Where the factor is unknown the code may be another, and what it cannot run with too.
    /// </summary>
    public static StageEvidence[] Of(StudyDefinition study, StudyHistory history)
    {
        var evidence = new StageEvidence[study.Workflow.Stages.Count];
        for (var stage = 0; stage < evidence.Length; stage++)
        {
            var own = Of(study, history.Trials, stage);
            if (study.Earlier is not { Trials.Count: > 0 } earlier)
            {
                evidence[stage] = own;
                continue;
            }
            var before = Of(study, earlier.Trials, stage);
            var function = study.Workflow.Stages[stage].Function;
            evidence[stage] = earlier.Changed.FirstOrDefault(change => change.Function == function) is { } changed
                ? own with
                {
                    Former = before.Runs.Count > 0 ? FormerRuns.Of(before.Runs, changed) : null,
                    Failures = changed.Factor is null ? own.Failures : [.. before.Failures, .. own.Failures]
                }
                : new StageEvidence([.. before.Runs, .. own.Runs], [.. before.Failures, .. own.Failures]);
        }
        return evidence;
    }

    /// <summary>The evidence with the runs from before a change brought to what they would take now.</summary>
    /// <param name="factor">The factor of the change.</param>
    public StageEvidence With(double factor) =>
        Former is { } former ? new StageEvidence([.. former.Times(factor), .. Runs], Failures) : this;

    private static StageEvidence Of(StudyDefinition study, IReadOnlyList<Trial> trials, int stage)
    {
        var runs = new List<StageRun>();
        var failures = new List<ResourceConfiguration>();
        foreach (var trial in trials)
        {
            var resources = trial.Plan.Stages[stage];
            if (trial is Trial.Measured measured)
                foreach (var run in measured.Runs)
                    runs.Add(new StageRun(resources, run.Stages[stage].TotalSeconds));
            else if (trial is Trial.Failed failed && failed.Stage == study.Workflow.Stages[stage].Name)
                failures.Add(resources);
        }
        return new StageEvidence(runs, failures);
    }
}
