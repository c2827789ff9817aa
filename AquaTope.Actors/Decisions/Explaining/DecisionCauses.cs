using AquaTope.Actors.Decisions.Listing;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform;
using AquaTope.Models.Tuning;

namespace AquaTope.Actors.Decisions.Explaining;

/// <summary>Finds the decisions that led to one.</summary>
/// <param name="store">The list of decisions.</param>
internal sealed class DecisionCauses(IDecisionStore store)
{
    /// <param name="decision">The decision.</param>
    /// <param name="fact">The fact that it is.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<DecisionEntry>> OfAsync(
        DecisionEntry decision, object fact, CancellationToken cancellation)
    {
        var newest = await Task.WhenAll(Places(decision, fact).Select(place => NewestAsync(place, cancellation)));
        return newest.OfType<DecisionEntry>().MaxBy(cause => cause.Id) is { } cause ? [cause] : [];

        async Task<DecisionEntry?> NewestAsync((string Journal, string Kind) place, CancellationToken token) =>
            await store.ReadAsync(new DecisionQuery
            {
                PersistenceId = place.Journal,
                Kind = place.Kind,
                Change = place.Kind == "target-chosen" ? decision.Text.Wording.Change?.Value : null,
                Before = decision.Id,
                Latest = true,
                Limit = 1
            }, token) is [var found]
                ? found
                : null;
    }

    /// <summary>The journal of the study whose answer a step in a workflow's life follows on.</summary>
    public static string? StudyOf(DecisionEntry decision, TuningEvent step)
    {
        var generation = step switch
        {
            TuningEvent.PlanAdopted adopted => adopted.Generation,
            TuningEvent.CanaryStarted started => started.Generation,
            _ => 0
        };
        return generation == 0
            ? null
            : StudyActor.PersistenceIdOf(new StudyId(new DecisionOrigin(decision.PersistenceId).Workflow, generation));
    }

    // In whose journal, and of which kind; the newest of all of them before the decision is its cause.
    private static IEnumerable<(string Journal, string Kind)> Places(DecisionEntry decision, object fact) => fact switch
    {
        TuningEvent.PlanAdopted or TuningEvent.CanaryStarted =>
            [(StudyOf(decision, (TuningEvent)fact)!, "study-settled")],
        TuningEvent.CanaryKept or TuningEvent.CanaryTakenBack => [(decision.PersistenceId, "canary-started")],
        TuningEvent.PlanImposed =>
            [(PlatformGatewayActor.Id, "limits-rolled-back"), (PlatformGatewayActor.Id, "drift-found")],
        TuningEvent.StudyRequested => [(decision.PersistenceId, "workflow-managed")],
        TuningEvent.DriftDetected =>
        [
            (decision.PersistenceId, "plan-adopted"), (decision.PersistenceId, "canary-kept"),
            (decision.PersistenceId, "canary-taken-back")
        ],
        StudyEvent.StudyStarted started => Requests(started.Definition.Id.Workflow),
        StudyEvent.TrialCompleted or StudyEvent.TrialFailed or StudyEvent.TrialNotRun =>
            [(decision.PersistenceId, "trial-suggested")],
        StudyEvent.StudySettled =>
            [(decision.PersistenceId, "trials-ended"), (decision.PersistenceId, "study-started")],
        StudyEvent => [(decision.PersistenceId, "study-started")],
        GatewayEvent => decision.Text.Wording.Change is { } change ? Wishers(change) : [],
        _ => []
    };

    private static IEnumerable<(string Journal, string Kind)> Requests(WorkflowId workflow)
    {
        var journal = WorkflowActor.PersistenceIdOf(workflow);
        return [(journal, "study-requested"), (journal, "drift-detected")];
    }

    // A change's id says who wished it: pool:FUNCTION:WINDOW, plan:STUDY:FUNCTION, back:STUDY:FUNCTION,
    // rollback:NUMBER:FUNCTION, or drift:INSTANT:stem-cells.
    private static IEnumerable<(string Journal, string Kind)> Wishers(ChangeId change)
    {
        var parts = change.Value.Split(':');
        if (parts.Length != 3) return [];
        if (parts[0] == "rollback") return [(PlatformGatewayActor.Id, "limits-rolled-back")];
        if (parts[0] == "drift") return [(PlatformGatewayActor.Id, "stem-cells-drifted")];
        if (parts[0] == "pool") return [($"{FunctionActor.PersistencePrefix}{parts[1]}", "target-chosen")];
        if (parts[1].LastIndexOf('-') is not (> 0 and var dash)) return [];
        var journal = $"{WorkflowActor.PersistencePrefix}{parts[1][..dash]}";
        return parts[0] switch
        {
            "plan" => [(journal, "plan-adopted"), (journal, "canary-started")],
            "back" => [(journal, "canary-taken-back"), (journal, "workflow-managed"), (journal, "workflow-retired")],
            _ => []
        };
    }
}
