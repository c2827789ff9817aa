using System.Globalization;
using System.Text.Json.Serialization;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning.Drifts;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning.Grounds;

/// <summary>What it is decided from whether a workflow has drifted; kept with the decision.</summary>
/// <param name="Runs">Runs seen under the plan.</param>
/// <param name="MissedWarm">Of these, the ones that missed the promise also without their cold starts.</param>
/// <param name="Evidence">That more runs miss the promise than it allows, in nats.</param>
/// <param name="Watches">One for each function of the workflow that has one, in its order.</param>
/// <param name="RunsBetweenFalseAlarms">As <see cref="TuningOptions.RunsBetweenFalseAlarms"/>.</param>
/// <param name="RunsBetweenFalseChanges">As <see cref="TuningOptions.RunsBetweenFalseChanges"/>.</param>
/// <param name="SmallestChange">As <see cref="TuningOptions.SmallestChange"/>.</param>
/// <param name="Seed">The seed from which every study's own is derived.</param>
public sealed record DriftGrounds(
    long Runs, long MissedWarm, double Evidence, IReadOnlyList<WatchGrounds> Watches, double RunsBetweenFalseAlarms,
    double RunsBetweenFalseChanges, double SmallestChange, ulong Seed)
{
    /// <summary>What could be put in force meanwhile, see <see cref="PlanFallback"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResourcePlan? Fallback { get; init; }

    internal static DriftGrounds Of(TuningState.Serving state, TuningOptions options)
    {
        var alarm = ExecutionWatches.AlarmFor(state.Workflow, options.RunsBetweenFalseChanges);
        return new DriftGrounds(
            state.Telemetry.Runs.Count, state.Telemetry.MissedWarm, state.Drift.Evidence,
            [
                .. state.Workflow.Functions.Where(state.Watches.ByFunction.ContainsKey)
                    .Select(function => (Function: function, Watch: state.Watches.ByFunction[function]))
                    .Select(watched => new WatchGrounds(
                        watched.Function, Math.Max(watched.Watch.Slower.Peak, watched.Watch.Faster.Peak),
                        watched.Watch.Alarms(alarm) ? watched.Watch.Factor : 1))
            ],
            options.RunsBetweenFalseAlarms, options.RunsBetweenFalseChanges, options.SmallestChange, options.Seed)
        {
            Fallback = PlanFallback.Of(state.Plan, state.Former) is { } larger && !state.Rejected.Contains(larger)
                ? larger
                : null
        };
    }

    /// <summary>The drift, or <see langword="null"/> where nothing speaks for one.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="newest">Its newest study.</param>
    /// <param name="window">The window just closed.</param>
    public TuningEvent.DriftDetected? Decide(Workflow workflow, StudyId newest, WindowIndex window)
    {
        var next = newest with { Generation = newest.Generation + 1 };
        var alarm = Math.Log(ExecutionWatches.AlarmFor(workflow, RunsBetweenFalseChanges));
        IReadOnlyList<StageChange> changed =
        [
            .. Watches.Where(watch => watch.Evidence >= alarm)
                .Where(watch => watch.Factor >= SmallestChange || watch.Factor <= 1 / SmallestChange)
                .Select(watch => new StageChange(watch.Function, watch.Factor))
        ];
        List<string> reasons = [.. changed.Select(change => change.ToString())];
        var breaks = new DriftTest(Evidence).Alarms(RunsBetweenFalseAlarms);
        if (breaks)
            reasons.Insert(0, string.Create(
                CultureInfo.InvariantCulture,
                $"{MissedWarm} of {Runs} runs missed {workflow.Qos}, evidence {Evidence:0.0} nats"));
        var fallback = breaks ? Fallback : null;
        if (fallback is not null)
            reasons.Add($"until the study answers every stage has at least what it had before: {fallback}");
        return reasons.Count == 0
            ? null
            : new TuningEvent.DriftDetected(
                window, next.Generation, next.SeedFrom(Seed), string.Join("; ", reasons), changed)
            {
                Grounds = this,
                Fallback = fallback
            };
    }
}
