using AquaTope.Models;
using AquaTope.Models.Platform.Trials;

namespace AquaTope.Faults.Worlds.Platforms;

/// <summary>What a trial comes to: less memory takes longer, far too little fails, and runs differ a little.</summary>
internal static class TrialRuns
{
    public static TrialOutcome Of(ulong seed, TrialOrder order)
    {
        var starved = order.Plan.Stages.ToList().FindIndex(stage => stage.Memory.Megabytes < 136);
        if (starved >= 0) return new TrialOutcome.Failed(order.Workflow.Stages[starved].Name, "out of memory");
        var runs = Enumerable.Range(0, order.Repetitions).Select(run =>
        {
            var stages = order.Plan.Stages.Select((stage, at) => TimeSpan.FromSeconds(
                0.1 + 20.0 / stage.Memory.Megabytes
                + 0.02 * StableHash.Unit(order.Id.ToString(), (long)seed, run * 64 + at))).ToList();
            return new WorkflowRun(stages, stages.Aggregate(TimeSpan.Zero, (sum, stage) => sum + stage));
        });
        return new TrialOutcome.Measured([.. runs]);
    }
}
