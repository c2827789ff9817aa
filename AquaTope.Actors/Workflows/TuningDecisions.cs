using System.Globalization;
using AquaTope.Actors.Decisions;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning;
using AquaTope.Models.Tuning.Drifts;

namespace AquaTope.Actors.Workflows;

/// <summary>What of a workflow's journal is a decision.</summary>
internal static class TuningDecisions
{
    public static IEnumerable<DecisionRow> Rows { get; } =
    [
        Row<TuningEvent.WorkflowManaged>("workflow-managed", managed =>
            $"{Counted.Of(managed.Workflow.Stages.Count, "stage")}, promised {managed.Workflow.Qos}"),
        Row<TuningEvent.StudyRequested>("study-requested", requested =>
            $"study {requested.Generation}: {requested.Because}", requested => requested.Seed),
        Row<TuningEvent.PlanAdopted>("plan-adopted", adopted => $"{adopted.Plan}: {adopted.Because}"),
        Row<TuningEvent.CanaryStarted>("canary-started", started =>
            $"{started.Plan}: {started.Because}; compared with {started.Before}, under which {started.Baseline}"),
        Row<TuningEvent.CanaryKept>("canary-kept", kept => kept.Because),
        Row<TuningEvent.CanaryTakenBack>("canary-taken-back", back => back.Because),
        Row<TuningEvent.PlanImposed>("plan-imposed", imposed => $"{imposed.Plan}: {imposed.Because}"),
        Row<TuningEvent.ReferencesLearned>("references-learned", learned =>
            string.Join("; ", learned.Stages.Select(Describe))),
        Row<TuningEvent.DriftDetected>("drift-detected", drift => drift.Because, drift => drift.Seed),
        Row<TuningEvent.WorkflowRetired>("workflow-retired", _ => "nobody manages it any more")
    ];

    private static DecisionRow Row<T>(string kind, Func<T, string> reason, Func<T, ulong?>? seed = null)
        where T : TuningEvent =>
        DecisionRow.Of<T>(kind, (origin, fact) => new Wording(origin.Workflow.Value, reason(fact))
        {
            Workflow = origin.Workflow,
            Seed = seed?.Invoke(fact)
        });

    private static string Describe(StageReference stage) => string.Create(
        CultureInfo.InvariantCulture,
        $"{stage.Function} takes {stage.Executions[stage.Executions.Count / 2].TotalSeconds:0.###} s at "
        + $"{stage.Memory}");
}
