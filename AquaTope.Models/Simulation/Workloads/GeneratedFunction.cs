using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Simulation.Workloads;

/// <summary>One row of a generated trace, named as in the Azure Functions 2019 files.</summary>
/// <param name="Owner">64 hexadecimal characters.</param>
/// <param name="Application">64 hexadecimal characters.</param>
/// <param name="Function">64 hexadecimal characters.</param>
/// <param name="Trigger">What invokes it.</param>
/// <param name="Pattern">How it is invoked.</param>
/// <param name="Counts">Invocations per minute, over all days.</param>
public sealed record GeneratedFunction(
    string Owner, string Application, string Function, TriggerKind Trigger, ArrivalPattern Pattern,
    IReadOnlyList<int> Counts);
