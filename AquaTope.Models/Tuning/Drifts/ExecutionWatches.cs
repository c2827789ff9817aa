using System.Collections.Immutable;
using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning.Drifts;

/// <summary>The watches over a workflow's functions while one plan is in force.</summary>
/// <param name="ByFunction">A function has none before its first warm run.</param>
/// <param name="IsWritten">Whether the references were written down for the case of a restart.</param>
public sealed record ExecutionWatches(ImmutableDictionary<FunctionId, ExecutionWatch> ByFunction, bool IsWritten)
{
    /// <summary>Runs of every function after which the references are worth writing down.</summary>
    public const int RunsToWrite = 100;

    public static ExecutionWatches None { get; } = new(ImmutableDictionary<FunctionId, ExecutionWatch>.Empty, false);

    /// <summary>
    /// The evidence A at which a function's watch alarms. With 2 directions of each function, the chance of a false
    /// alarm among N runs of the workflow is at most N / (2 <paramref name="runsBetweenFalseAlarms"/>), which puts
    /// false alarms at least <paramref name="runsBetweenFalseAlarms"/> runs apart on average.
    /// </summary>
    public static double AlarmFor(Workflow workflow, double runsBetweenFalseAlarms) =>
        4 * workflow.Functions.Count() * runsBetweenFalseAlarms;

    /// <summary>
    /// The watches after further activations. Only warm runs that succeeded count: a container that was initialized, by
    /// a cold start or a prewarmed one, says nothing about the service time, nor does a run that ended early.
    /// </summary>
    public ExecutionWatches With(IReadOnlyList<Invocation> stages)
    {
        var warm = stages
            .Where(stage => stage is { Initialized: false, Status: ActivationStatus.Success })
            .GroupBy(stage => (stage.Function, stage.Memory), stage => stage.Execution);
        var watches = ByFunction;
        foreach (var runs in warm)
        {
            var (function, memory) = runs.Key;
            var watch = watches.TryGetValue(function, out var known) && known.Memory == memory
                ? known
                : ExecutionWatch.Of(memory);
            watches = watches.SetItem(function, watch.With(runs));
        }
        return this with { ByFunction = watches };
    }

    /// <summary>The watches with references that were written down, where those at hand have seen less.</summary>
    public ExecutionWatches With(IReadOnlyList<StageReference> references) => new(
        ByFunction.SetItems(references
            .Where(written => !ByFunction.TryGetValue(written.Function, out var watch)
                              || watch.Reference.Length < written.Executions.Count)
            .Select(written => KeyValuePair.Create(
                written.Function, ExecutionWatch.Of(written.Memory, written.Executions)))),
        true);

    /// <summary>The references to write down now, one per function; none while any has seen too little.</summary>
    public IReadOnlyList<StageReference> ToWrite(Workflow workflow) =>
        !IsWritten && workflow.Functions.All(function =>
            ByFunction.TryGetValue(function, out var watch) && watch.Reference.Length >= RunsToWrite)
            ?
            [
                .. workflow.Functions.Select(function => new StageReference(
                    function, ByFunction[function].Memory, [.. ByFunction[function].ReferenceTimes]))
            ]
            : [];
}

/// <summary>What a function's warm runs took while nothing had changed.</summary>
/// <param name="Function">The function.</param>
/// <param name="Memory">The limit they were made under.</param>
/// <param name="Executions">Ascending.</param>
public sealed record StageReference(
    FunctionId Function, Quantities.MemorySize Memory, IReadOnlyList<TimeSpan> Executions);
