using System.Text.Json.Nodes;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Workflows;

namespace AquaTope.Host.OpenWhisk.Trials;

/// <summary>
/// Runs the stages of a workflow, each as soon as its predecessors have ended. A stage is given the workflow's
/// parameters overlaid with the results of its predecessors, in the order in which it names them.
/// </summary>
internal sealed class WorkflowRunner(
    FunctionInvoker invoker, OutstandingInvocations outstanding, Workflow workflow, JsonObject parameters,
    ITrialGround ground)
{
    // Invocations this run has counted as outstanding, and how many of these are answered: they are counted until their
    // successors are.
    private int _counted;
    private int _answered;

    /// <summary>Runs the workflow once unmeasured, so that containers are warm, and then so often as told.</summary>
    public async Task<TrialOutcome> RunAsync(int repetitions, CancellationToken cancellation)
    {
        var runs = new List<WorkflowRun>();
        try
        {
            for (var repetition = 0; repetition <= repetitions; repetition++)
            {
                var (run, failure) = await RunOnceAsync(cancellation);
                if (failure is not null) return failure;
                if (repetition > 0) runs.Add(run!);
            }
            return new TrialOutcome.Measured(runs);
        }
        finally
        {
            outstanding.Lower(_counted);
        }
    }

    private async Task<(WorkflowRun? Run, TrialOutcome? Failure)> RunOnceAsync(CancellationToken cancellation)
    {
        var graph = workflow.Graph;
        var ends = new InvocationEnd.Ran?[graph.StageCount];
        var running = new Dictionary<Task<InvocationEnd>, int>();
        TrialOutcome? failure = null;
        try
        {
            Start(Ready(after: null, ends), ends, running, cancellation);
            while (running.Count > 0)
            {
                var ended = await Task.WhenAny(running.Keys);
                running.Remove(ended, out var stage);
                _answered++;
                var end = await ended;
                ends[stage] = end as InvocationEnd.Ran;
                failure ??= FailureOf(workflow.Stages[stage].Name, end);

                // After a failure nothing more is started, but what runs is waited for: its action is about to be
                // removed.
                Start(failure is null ? Ready(after: stage, ends) : [], ends, running, cancellation);
            }
        }
        finally
        {
            await Task.WhenAll((IEnumerable<Task>)running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (failure is not null) return (null, failure);

        var executions = ends.Select(end => end!.Execution).ToArray();
        var endToEnd = graph.EndToEnd([.. executions.Select(execution => execution.TotalSeconds)]);
        return (new WorkflowRun(executions, TimeSpan.FromSeconds(endToEnd)), null);
    }

    private void Start(
        int[] stages, InvocationEnd.Ran?[] ends, Dictionary<Task<InvocationEnd>, int> running,
        CancellationToken cancellation)
    {
        outstanding.Raise(stages.Length);
        _counted += stages.Length;

        // At the end of a run the last answer stays counted until the next run begins.
        if (stages.Length + running.Count > 0)
        {
            outstanding.Lower(_answered);
            _counted -= _answered;
            _answered = 0;
        }
        foreach (var stage in stages)
            running.Add(
                invoker.InvokeAsync(
                    workflow.Stages[stage].Function, ground.PathOf(stage), InputOf(stage, ends), cancellation),
                stage);
    }

    // The stages that can start now that the given one has ended; the first ones where none is given.
    private int[] Ready(int? after, InvocationEnd.Ran?[] ends) =>
    [
        .. Enumerable.Range(0, workflow.Graph.StageCount).Where(stage =>
        {
            var predecessors = workflow.Graph.Predecessors(stage);
            return after is null
                ? predecessors.Count == 0
                : predecessors.Contains(after.Value) && predecessors.All(one => ends[one] is not null);
        })
    ];

    private JsonObject InputOf(int stage, InvocationEnd.Ran?[] ends)
    {
        var input = parameters.DeepClone().AsObject();
        foreach (var predecessor in workflow.Graph.Predecessors(stage))
            if (ends[predecessor]!.Result is JsonObject result)
                foreach (var (key, value) in result)
                    input[key] = value?.DeepClone();
        return input;
    }

    private static TrialOutcome? FailureOf(StageName stage, InvocationEnd end) => end switch
    {
        InvocationEnd.Ran { Status: ActivationStatus.Success } => null,
        InvocationEnd.Ran { Status: ActivationStatus.PlatformError } ran => new TrialOutcome.NotRun(
            $"the platform failed at stage '{stage}': {ErrorOf(ran.Result)}"),
        InvocationEnd.Ran ran => new TrialOutcome.Failed(stage, ErrorOf(ran.Result)),
        InvocationEnd.Unknown(var reason, _) => new TrialOutcome.NotRun($"stage '{stage}': {reason}"),
        _ => throw new InvalidOperationException("An invocation ran or its end is unknown.")
    };

    private static string ErrorOf(JsonNode? result) =>
        result.Member("error") is { } error ? error.AsText() ?? error.ToJsonString() : "it returned no reason";
}
