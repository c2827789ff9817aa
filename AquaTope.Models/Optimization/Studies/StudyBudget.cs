using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Studies;

/// <summary>
/// What a study has spent, in the price model's unit, and what one more run is foreseen to cost. A trial is begun only
/// when one measured run of its plan and the one that warms the containers fit the budget, and then with as many
/// repetitions as fit.
/// </summary>
/// <remarks>
/// <para>
/// A run of a plan is foreseen to take, in each stage, what the stage took at most in a trial before, longer in
/// proportion where the plan has less CPU or less memory than that trial: a stage that is throttled or swaps all the
/// time does that, and no other does worse. Of all trials the one that promises least counts, with a
/// <see cref="Margin"/> for noise. Before anything was measured, and as an upper limit ever after, a stage takes
/// <see cref="StudyOptions.LongestStage"/>.
/// </para>
/// <para>
/// A measured trial has spent what its runs cost, the warming run as much as the dearest of them. Of a failed or
/// interrupted attempt no times are known: it counts with what it was foreseen to cost. So the budget is kept unless
/// the runs of the last trial take longer than foreseen, on average by more than the margin; and since the platform
/// cuts every stage off, a study never spends more than its budget and one trial of stages of
/// <see cref="StudyOptions.LongestStage"/>, priced at the rates of its plan.
/// </para>
/// </remarks>
public static class StudyBudget
{
    /// <summary>Regular noise moves the longest of a few runs by less than a quarter.</summary>
    public const double Margin = 1.25;

    /// <summary>What the trials of the history have cost; attempts in vain included.</summary>
    public static Cost Spent(StudyDefinition study, StudyHistory history)
    {
        var spent = Cost.Zero;
        foreach (var trial in history.Trials)
        {
            var unknown = history.RepeatsOf(trial.Number) + (trial is Trial.Failed ? 1 : 0);
            if (unknown > 0) spent += new Cost(unknown * Worst(study, history, trial.Plan).Amount);
            if (trial is Trial.Measured { Runs.Count: > 0 } measured) spent += OfRuns(study, measured);
        }
        return spent;
    }

    /// <summary>What a whole trial of the plan is foreseen to cost at most.</summary>
    public static Cost Worst(StudyDefinition study, StudyHistory history, ResourcePlan plan) =>
        new(study.RunsPerTrial * OfRun(study, history, plan).Amount);

    /// <summary>What one run of the plan is foreseen to cost at most.</summary>
    public static Cost OfRun(StudyDefinition study, StudyHistory history, ResourcePlan plan)
    {
        var run = Cost.Zero;
        for (var stage = 0; stage < plan.Stages.Count; stage++)
            run += study.Prices.Of(plan.Stages[stage], Longest(study, history, stage, plan.Stages[stage]));
        return run;
    }

    /// <summary>
    /// How many measured runs of the plan the budget allows beside the one that warms; as many as the study's options
    /// ask for where no budget of money is set, and never more. With 0 the trial cannot be begun.
    /// </summary>
    public static int RepetitionsAllowed(StudyDefinition study, StudyHistory history, ResourcePlan plan)
    {
        if (study.Options.Spend is not { } most) return study.Options.Repetitions;
        // What fits to the last penny fits.
        var left = (most - Spent(study, history).Amount) * (1 + 1e-12);
        var runs = left / OfRun(study, history, plan).Amount;
        return (int)Math.Clamp(Math.Floor(runs) - 1, 0, study.Options.Repetitions);
    }

    private static Cost OfRuns(StudyDefinition study, Trial.Measured trial)
    {
        var (total, dearest) = (0.0, 0.0);
        foreach (var run in trial.Runs)
        {
            var cost = 0.0;
            for (var stage = 0; stage < run.Stages.Count; stage++)
                cost += study.Prices.Of(trial.Plan.Stages[stage], run.Stages[stage]).Amount;
            total += cost;
            dearest = Math.Max(dearest, cost);
        }
        return new Cost(total + dearest);
    }

    private static TimeSpan Longest(
        StudyDefinition study, StudyHistory history, int stage, ResourceConfiguration resources)
    {
        var cap = study.Options.LongestStage.TotalSeconds;
        var longest = cap;
        foreach (var trial in history.Measured)
        {
            if (trial.Runs.Count == 0) continue;
            var measured = trial.Plan.Stages[stage];
            var slowdown = Math.Max(1, measured.Cpu.Cores / resources.Cpu.Cores)
                           * Math.Max(1, (double)measured.Memory.Megabytes / resources.Memory.Megabytes);
            longest = Math.Min(
                longest, Margin * slowdown * trial.Runs.Max(run => run.Stages[stage].TotalSeconds));
        }
        return TimeSpan.FromSeconds(longest);
    }
}
