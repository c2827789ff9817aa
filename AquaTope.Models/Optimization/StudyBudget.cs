using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization;

/// <summary>
/// What a study has spent, in the price model's unit, and what one more trial may cost at worst. A trial is begun only
/// when its worst cost still fits the budget.
/// </summary>
/// <remarks>
/// <para>
/// The worst cost of a trial prices every stage of each of its runs, the warming one included, at the plan's rate for the
/// longest time that the stage took in any run so far. A plan with less CPU than the one that was measured is expected to
/// take longer in proportion, which is what a stage does that the limit throttles all the time. Before anything was
/// measured, and as an upper limit ever after, a stage takes <see cref="StudyOptions.LongestStage"/>.
/// </para>
/// <para>
/// A measured trial has spent what its runs cost, the warming run as much as the dearest of them. Of a failed or
/// interrupted attempt no times are known: it counts with its worst cost. A plan that starves a stage of memory can take
/// longer than predicted, so the budget can be overrun, by the last trial only.
/// </para>
/// </remarks>
public static class StudyBudget
{
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

    /// <summary>What a trial of the plan may cost at worst.</summary>
    public static Cost Worst(StudyDefinition study, StudyHistory history, ResourcePlan plan)
    {
        var run = Cost.Zero;
        for (var stage = 0; stage < plan.Stages.Count; stage++)
            run += study.Prices.Of(plan.Stages[stage], Longest(study, history, stage, plan.Stages[stage].Cpu));
        return new Cost(run.Amount * study.RunsPerTrial);
    }

    /// <summary>Whether a trial of the plan can be begun; always where no budget of money is set.</summary>
    public static bool Allows(StudyDefinition study, StudyHistory history, ResourcePlan plan) =>
        study.Options.Spend is not { } most
        || (Spent(study, history) + Worst(study, history, plan)).Amount <= most;

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

    private static TimeSpan Longest(StudyDefinition study, StudyHistory history, int stage, CpuShare cpu)
    {
        var longest = 0.0;
        foreach (var trial in history.Measured)
        {
            var slowdown = Math.Max(1, trial.Plan.Stages[stage].Cpu.Cores / cpu.Cores);
            foreach (var run in trial.Runs) longest = Math.Max(longest, run.Stages[stage].TotalSeconds * slowdown);
        }
        var cap = study.Options.LongestStage;
        return longest > 0 && longest < cap.TotalSeconds ? TimeSpan.FromSeconds(longest) : cap;
    }
}
