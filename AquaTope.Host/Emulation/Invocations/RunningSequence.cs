using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Emulation.Invocations;

/// <summary>A sequence in flight: its components run one after the other until one returns an error.</summary>
internal sealed class RunningSequence(
    ActivationRunner runner, ActivationOrder order, ActionExecution.Sequence sequence)
{
    private readonly List<ActivationRecord> _parts = [];

    public void Start() => RunNext(order.Payload);

    private void RunNext(JsonElement payload)
    {
        if (runner.Resolve(sequence.Components[_parts.Count]) is { } component)
            runner.RunPart(order, component, payload, OnPartEnded);
        else
            End(ActivationResponse.Failed(ActivationStatus.ApplicationError, "Sequence component does not exist."));
    }

    private void OnPartEnded(ActivationRecord part)
    {
        _parts.Add(part);
        if (part.Response.Succeeded && _parts.Count < sequence.Components.Length)
            RunNext(part.Response.Result);
        else
            End(part.Response);
    }

    private void End(ActivationResponse response) =>
        runner.End(order, ActivationRecords.Composite(order, runner.Now, response, _parts, conductor: false));
}
