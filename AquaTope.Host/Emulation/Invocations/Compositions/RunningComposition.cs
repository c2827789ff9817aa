using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Emulation.Invocations.Compositions;

/// <summary>
/// A composition in flight: the conductor says which component comes next, is told its result, and so on until it
/// names none.
/// </summary>
/// <remarks>
/// The branches of a fork are activations of the same composition that nothing caused, as where a conductor starts
/// them by the platform's own API. They meet in this object; nothing of that shows in a record but their results.
/// </remarks>
internal sealed class RunningComposition(ActivationRunner runner, ActivationOrder order, Conductor conductor)
{
    private const string BudgetSpent = "Too many actions in the composition.";

    private readonly List<ActivationRecord> _parts = [];

    /// <summary>What this run hands to the fork it is a branch of, once it has ended.</summary>
    public JsonElement? Joined { get; private set; }

    public void Start() => Conduct(order.Payload);

    private void Conduct(JsonElement input)
    {
        if (!order.Budget.TryTakeConductorRun())
        {
            End(ActivationResponse.Failed(ActivationStatus.ApplicationError, BudgetSpent));
            return;
        }
        var step = conductor.Run(JsonObjects.Merge(order.Target.Parameters, input));
        runner.RunConductor(order, step.Result, record => OnConducted(record, step));
    }

    private void OnConducted(ActivationRecord record, ConductorStep step)
    {
        _parts.Add(record);
        if (step is ConductorStep.Join join) Joined = join.Value;

        if (!record.Response.Succeeded)
            End(record.Response);
        else if (step is ConductorStep.Fork fork)
            RunBranches(fork);
        else if (step.Result.TryGetProperty("action", out var action))
            RunComponent(action, Boxed(step.Result, "params", "value"), Boxed(step.Result, "state", "state"));
        else
            End(ActivationResponse.Of(
                step.Result.TryGetProperty("params", out _) ? Boxed(step.Result, "params", "value") : step.Result));
    }

    private void RunComponent(JsonElement action, JsonElement arguments, JsonElement state)
    {
        var text = action.ValueKind == JsonValueKind.String ? action.GetString()! : null;
        if (text is null || !TryName(text, out var name))
            Conduct(Failure(
                $"Failed to parse action name from json value {action.GetRawText()} during composition.", state));
        else if (runner.Resolve(name) is not { } component)
            Conduct(Failure($"Failed to resolve action with name '{text}' during composition.", state));
        else if (!order.Budget.TryTakeComponent())
            End(ActivationResponse.Failed(ActivationStatus.ApplicationError, BudgetSpent));
        else
            runner.RunPart(order, component, arguments, part =>
            {
                _parts.Add(part);
                Conduct(JsonObjects.Merge(part.Response.Result, state));
            });
    }

    private void RunBranches(ConductorStep.Fork fork)
    {
        var results = new JsonElement[fork.Branches.Length];
        var running = fork.Branches.Length;
        for (var i = 0; i < fork.Branches.Length; i++)
        {
            var position = i;
            runner.RunBranch(order, conductor, fork.BranchPayload(order.Id, position), result =>
            {
                results[position] = result;
                if (--running == 0) Conduct(fork.ResumePayload(results));
            });
        }
    }

    // A plain name is one of the caller's namespace, with or without a package; a slash in front qualifies fully.
    private bool TryName(string text, out WhiskName name) => WhiskName.TryParse(
        text.StartsWith('/') ? text : $"{order.Action.Name.Namespace}/{text}", order.Action.Name.Namespace, out name);

    private void End(ActivationResponse response) =>
        runner.End(order, ActivationRecords.Composite(order, runner.Now, response, _parts, conductor: true));

    private static JsonElement Failure(string error, JsonElement state) =>
        JsonObjects.Merge(JsonObjects.Of("error", error), state);

    // What is no object is handed on in a field.
    private static JsonElement Boxed(JsonElement result, string field, string box) =>
        !result.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null ? JsonObjects.Empty
        : value.ValueKind == JsonValueKind.Object ? value
        : JsonObjects.Of(box, value);
}
