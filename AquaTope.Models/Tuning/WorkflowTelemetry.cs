using System.Collections.Immutable;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning;

/// <summary>
/// What was seen of a workflow since its actor started or its plan was adopted. Not written down: a restart begins anew.
/// </summary>
/// <param name="LastClosed">The newest window that is over.</param>
/// <param name="OpenWindow">Runs since then.</param>
/// <param name="LastWindow">Runs of the newest window that is over.</param>
/// <param name="Runs">All runs.</param>
/// <param name="Missed">Runs that missed the promise.</param>
/// <param name="QuietWindows">Windows in a row, up to the newest, without a run.</param>
/// <param name="Stages">Execution times per function.</param>
public sealed record WorkflowTelemetry(
    WindowIndex? LastClosed,
    LatencyProfile OpenWindow,
    LatencyProfile LastWindow,
    LatencyProfile Runs,
    long Missed,
    int QuietWindows,
    ImmutableDictionary<FunctionId, LatencyProfile> Stages)
{
    public static WorkflowTelemetry Empty { get; } = new(
        null, LatencyProfile.Empty, LatencyProfile.Empty, LatencyProfile.Empty, 0, 0,
        ImmutableDictionary<FunctionId, LatencyProfile>.Empty);

    /// <summary>
    /// Whether a run says something about the workflow's sizes: it succeeded, or ended as an action does that is out of
    /// memory or time. An error of the application or the platform says nothing about them.
    /// </summary>
    public static bool IsEvidence(CompositionRun run) =>
        run.Status is ActivationStatus.Success or ActivationStatus.DeveloperError;

    /// <summary>Whether a run missed the promise, by being late or by not answering at all.</summary>
    public static bool IsMiss(CompositionRun run, QosTarget qos) =>
        run.Status == ActivationStatus.DeveloperError || run.Latency > qos.Latency;

    public WorkflowTelemetry With(IReadOnlyList<CompositionRun> runs, QosTarget qos)
    {
        // Clocks of two machines may disagree by more than a short run lasts.
        var latencies = runs.Select(run => run.Latency > TimeSpan.Zero ? run.Latency : TimeSpan.Zero).ToList();
        return this with
        {
            OpenWindow = OpenWindow.Add(latencies),
            Runs = Runs.Add(latencies),
            Missed = Missed + runs.Count(run => IsMiss(run, qos))
        };
    }

    public WorkflowTelemetry With(IReadOnlyList<Invocation> stages) => this with
    {
        Stages = Stages.SetItems(stages
            .GroupBy(stage => stage.Function, stage => stage.Execution)
            .Select(group => KeyValuePair.Create(
                group.Key, Stages.GetValueOrDefault(group.Key, LatencyProfile.Empty).Add([.. group]))))
    };

    /// <summary>Nothing seen yet but the time: what ran under one plan says nothing about another.</summary>
    public WorkflowTelemetry Anew() => Empty with { LastClosed = LastClosed };

    public WorkflowTelemetry Close(WindowIndex window) => this with
    {
        LastClosed = window,
        LastWindow = OpenWindow,
        OpenWindow = LatencyProfile.Empty,
        QuietWindows = OpenWindow.Count > 0 ? 0 : QuietWindows + 1
    };
}
