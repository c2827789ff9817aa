using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Quantities;
using static AquaTope.Actors.Optimization.OptimizerProtocol;

namespace AquaTope.Actors.Optimization;

/// <summary>A study's state as it is shown.</summary>
internal static class StudyView
{
    public static StudyStatus Status(StudyId study, StudyState state) => state switch
    {
        StudyState.Unstarted => new StudyStatus(study, "preparing", "", 0, 0, 0, 0, 0, Cost.Zero, null, null, null),
        StudyState.Running running => Counted(study, "running", running.Definition, running.History),
        StudyState.Settling settling => Counted(study, "settling", settling.Definition, settling.History) with
        {
            Because = settling.Reason
        },
        StudyState.Settled settled => Counted(study, "settled", settled.Definition, settled.History) with
        {
            Plan = settled.Plan,
            Because = settled.Because
        },
        StudyState.Stopped stopped => Counted(study, "stopped", stopped.Definition, stopped.History) with
        {
            Because = stopped.Reason
        },
        _ => throw new ArgumentException($"There is no view of {state.GetType().Name}.", nameof(state))
    };

    public static StudyDetails Details(StudyId study, StudyState state) => new(Status(study, state), state switch
    {
        StudyState.Running running => Trials(running.Definition, running.History),
        StudyState.Settling settling => Trials(settling.Definition, settling.History),
        StudyState.Settled settled => Trials(settled.Definition, settled.History),
        StudyState.Stopped stopped => Trials(stopped.Definition, stopped.History),
        _ => []
    });

    private static StudyStatus Counted(
        StudyId study, string state, StudyDefinition definition, StudyHistory history) => new(
        study, state, definition.Options.Designer, definition.Seed, history.NextNumber, history.Measured.Count(),
        history.Trials.OfType<Trial.Failed>().Count(), definition.Earlier?.Trials.Count ?? 0,
        StudyBudget.Spent(definition, history), definition.Options.Spend is { } most ? new Cost(most) : null, null,
        null);

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
