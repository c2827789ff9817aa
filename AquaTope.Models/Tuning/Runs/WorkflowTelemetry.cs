using System.Collections.Immutable;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning.Runs;

/// <summary>
/// What was seen of a workflow since its actor started or its plan was adopted. Not
/// written down: a restart begins anew.
/// </summary>
/// <param name="LastClosed">The newest window that is over.</param>
/// <param name="OpenWindow">Runs since then.</param>
/// <param name="LastWindow">Runs of the newest window that is over.</param>
/// <param name="Runs">All runs.</param>
/// <param name="Missed">Runs that missed the promise, as their callers saw it.</param>
/// <param name="MissedWarm">Of these, the ones that missed it also without their cold starts.</param>
/// <param name="QuietWindows">Windows in a row, up to the newest, without a run.</param>
/// <param name="Stages">Execution times per function.</param>
/// <param name="Open">Activations of runs that have not ended yet.</param>
/// <param name="Newest">The newest runs, oldest first, <see cref="MostNewest"/> at most.</param>
public sealed record WorkflowTelemetry(
    WindowIndex? LastClosed,
    LatencyProfile OpenWindow,
    LatencyProfile LastWindow,
    LatencyProfile Runs,
    long Missed,
    long MissedWarm,
    int QuietWindows,
    ImmutableDictionary<FunctionId, LatencyProfile> Stages,
    OpenRuns Open,
    ImmutableList<SeenRun> Newest)
{
    /// <summary>Runs whose costs a plan is judged by.</summary>
    public const int MostNewest = 200;

    /// <summary>Further runs, which the platform failed: they have no latency that a plan could be judged by.</summary>
    public long LetDown { get; init; }

    public static WorkflowTelemetry Empty { get; } = new(
        null, LatencyProfile.Empty, LatencyProfile.Empty, LatencyProfile.Empty, 0, 0, 0,
        ImmutableDictionary<FunctionId, LatencyProfile>.Empty, OpenRuns.None, []);

    /// <summary>
    /// Whether a run says something about the workflow's sizes: it succeeded, or ended as an action does that is out of
    /// memory or time. An error of the application or the platform says nothing about them.
    /// </summary>
    public static bool IsEvidence(CompositionRun run) =>
        run.Status is ActivationStatus.Success or ActivationStatus.DeveloperError;

    /// <summary>Whether a run missed the promise, by being late or by not answering at all.</summary>
    public static bool IsMiss(CompositionRun run, QosTarget qos) =>
        run.Status == ActivationStatus.DeveloperError || run.Latency > qos.Latency;

    /// <summary>
    /// With further activations and runs; and the runs, each with the activations that belong to it.
    /// </summary>
    public (WorkflowTelemetry After, IReadOnlyList<SeenRun> Ended, IReadOnlyList<SeenRun> LetDown) With(
        TuningEvent.ActivationsRecorded seen, Workflow workflow)
    {
        var (over, open) = Open.With(seen.Stages, [.. seen.Runs, .. seen.LetDown]);
        var ended = over.Take(seen.Runs.Count).ToList();

        // Clocks of two machines may disagree by more than a short run lasts.
        var latencies = seen.Runs.Select(run => run.Latency > TimeSpan.Zero ? run.Latency : TimeSpan.Zero).ToList();
        var newest = Newest.AddRange(ended);
        var after = this with
        {
            OpenWindow = OpenWindow.Add(latencies),
            Runs = Runs.Add(latencies),
            Missed = Missed + seen.Runs.Count(run => IsMiss(run, workflow.Qos)),
            MissedWarm = MissedWarm + ended.Count(run => run.IsMiss(workflow)),
            Stages = With(seen.Stages),
            Open = open,
            LetDown = LetDown + seen.LetDown.Count,
            Newest = newest.Count > MostNewest ? newest.RemoveRange(0, newest.Count - MostNewest) : newest
        };
        return (after, ended, [.. over.Skip(seen.Runs.Count)]);
    }

    /// <summary>How the workflow did, if all of these runs were made under this plan.</summary>
    public PlanFigures Under(Workflow workflow, ResourcePlan plan, PriceModel prices) => new(
        Runs.Count, MissedWarm,
        MedianOf(Newest.Select(run => run.CostUnder(workflow, plan, prices)).OfType<Cost>()))
    {
        LetDown = LetDown
    };

    /// <summary>
    /// Nothing seen yet but the time and the runs under way: what ran under one plan says nothing about another.
    /// </summary>
    public WorkflowTelemetry Anew() => Empty with { LastClosed = LastClosed, Open = Open };

    public WorkflowTelemetry Close(WindowIndex window) => this with
    {
        LastClosed = window,
        LastWindow = OpenWindow,
        OpenWindow = LatencyProfile.Empty,
        QuietWindows = OpenWindow.Count > 0 ? 0 : QuietWindows + 1
    };

    private ImmutableDictionary<FunctionId, LatencyProfile> With(IReadOnlyList<Invocation> stages) =>
        Stages.SetItems(stages
            .GroupBy(stage => stage.Function, stage => stage.Execution)
            .Select(group => KeyValuePair.Create(
                group.Key, Stages.GetValueOrDefault(group.Key, LatencyProfile.Empty).Add([.. group]))));

    private static Cost? MedianOf(IEnumerable<Cost> costs)
    {
        var ascending = costs.Order().ToList();
        return ascending.Count == 0 ? null : ascending[ascending.Count / 2];
    }
}
