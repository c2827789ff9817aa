using AquaTope.Models.Optimization;
using static AquaTope.Actors.Optimization.OptimizerProtocol;

namespace AquaTope.Actors.Optimization;

/// <summary>A study's state as it is shown.</summary>
internal static class StudyView
{
    public static StudyStatus Status(StudyId study, StudyState state) => state switch
    {
        StudyState.Unstarted => new StudyStatus(study, "preparing", "", 0, 0, 0, 0, null, null),
        StudyState.Running running => Counted(study, "running", running.Definition, running.History),
        StudyState.Settled settled => Counted(study, "settled", settled.Definition, settled.History) with
        {
            Plan = settled.Plan,
            Because = settled.Because
        },
        StudyState.Stopped stopped => new StudyStatus(study, "stopped", "", 0, 0, 0, 0, null, stopped.Reason),
        _ => throw new ArgumentException($"There is no view of {state.GetType().Name}.", nameof(state))
    };

    public static StudyDetails Details(StudyId study, StudyState state) => new(Status(study, state), state switch
    {
        StudyState.Running running => Trials(running.Definition, running.History),
        StudyState.Settled settled => Trials(settled.Definition, settled.History),
        _ => []
    });

    private static StudyStatus Counted(
        StudyId study, string state, StudyDefinition definition, StudyHistory history) => new(
        study, state, definition.Options.Designer, definition.Seed, history.NextNumber, history.Measured.Count(),
        history.Trials.OfType<Trial.Failed>().Count(), null, null);

    private static List<TrialStatus> Trials(StudyDefinition definition, StudyHistory history) =>
        [.. history.Trials.Select(trial => Show(definition, trial))];

    private static TrialStatus Show(StudyDefinition definition, Trial trial) => trial switch
    {
        Trial.Measured { Runs.Count: > 0 } measured => new TrialStatus(
            trial.Number, trial.Plan, "measured", Recommendation.MeanCost(definition, measured),
            TimeSpan.FromSeconds(measured.Runs.Average(run => run.EndToEnd.TotalSeconds)),
            measured.Runs.Max(run => run.EndToEnd), null),
        Trial.Measured => new TrialStatus(trial.Number, trial.Plan, "measured", null, null, null, null),
        Trial.Failed failed => new TrialStatus(
            trial.Number, trial.Plan, "failed", null, null, null, $"{failed.Stage}: {failed.Reason}"),
        _ => new TrialStatus(trial.Number, trial.Plan, "pending", null, null, null, null)
    };
}
