using AquaTope.Models.Tuning;
using static AquaTope.Actors.Workflows.WorkflowProtocol;

namespace AquaTope.Actors.Workflows;

/// <summary>A workflow's state as it is shown.</summary>
internal static class WorkflowView
{
    public static WorkflowStatus Of(TuningState.Managed state)
    {
        var (name, plan, because) = state switch
        {
            TuningState.Profiling => ("profiling", null, null),
            TuningState.Tuning => ("tuning", null, null),
            TuningState.Serving serving => ("serving", serving.Plan, serving.Because),
            TuningState.Canary canary => ("canary", canary.Plan, Compare(canary)),
            TuningState.Drifting drifting => ("drifting", drifting.Plan, drifting.Because),
            _ => throw new ArgumentException($"There is no view of {state.GetType().Name}.", nameof(state))
        };
        var (workflow, runs) = (state.Workflow, state.Telemetry.Runs);
        return new WorkflowStatus(
            workflow.Id, name, [.. workflow.Functions], workflow.Qos.Latency, workflow.Qos.Percentile, state.Generation,
            runs.Count, state.Telemetry.Missed, runs.Count > 0 ? runs.Quantile(0.5) : null,
            runs.Count > 0 ? runs.Quantile(workflow.Qos.Percentile) : null, plan, because)
        {
            LetDown = state.Telemetry.LetDown
        };
    }

    private static string Compare(TuningState.Canary canary) =>
        $"{canary.Because}; on trial for {canary.Test.Runs} runs, {canary.Test.Missed} of which missed the promise"
        + $"{(canary.Test.LetDown > 0 ? $", and {canary.Test.LetDown} that failed on the platform" : "")}; "
        + $"before, {canary.Baseline}";
}
