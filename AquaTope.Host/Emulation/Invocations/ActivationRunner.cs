using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Invocations.Compositions;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;

namespace AquaTope.Host.Emulation.Invocations;

/// <summary>
/// Runs activations on the simulator: actions in its containers, sequences and compositions part by part. Belongs to
/// one <see cref="InvocationEngine"/>, whose lock is held in every call.
/// </summary>
internal sealed class ActivationRunner
{
    // Stock OpenWhisk has no CPU limit; the simulator asks for one and ignores it then.
    private static readonly CpuShare OneCore = CpuShare.FromCores(1);

    private readonly SimulatedPlatform _simulator;
    private readonly ActionResolver _actions;
    private readonly ActivationIdSource _ids;
    private readonly Action<ActivationRecord> _record;
    private readonly Dictionary<FunctionId, WhiskAction> _deployed = [];
    private readonly Dictionary<long, PendingRun> _pending = [];

    /// <param name="record">Called with each record as its activation ends, in the order they end.</param>
    public ActivationRunner(
        SimulatedPlatform simulator, ActionResolver actions, int seed, Action<ActivationRecord> record)
    {
        _simulator = simulator;
        _actions = actions;
        _ids = new ActivationIdSource(seed);
        _record = record;
        simulator.Completed += OnCompleted;
    }

    public DateTimeOffset Now => _simulator.Now;

    /// <summary>
    /// Actions that wait for a container or run in one; conductors count, sequences and compositions do not.
    /// </summary>
    public int InFlight => _pending.Count;

    public ActivationId NewId() => _ids.Next();

    public ResolvedAction? Resolve(WhiskName name) => _actions.Resolve(name);

    /// <summary>Starts what a request asks for, and whatever that consists of.</summary>
    public ActivationId Start(ResolvedAction target, JsonElement payload, Action<ActivationRecord> ended)
    {
        var order = new ActivationOrder(NewId(), target, payload, Now, Cause: null, new CompositionBudget(), ended);
        Run(order);
        return order.Id;
    }

    /// <summary>Starts a part of a sequence or composition.</summary>
    public void RunPart(
        ActivationOrder whole, ResolvedAction part, JsonElement payload, Action<ActivationRecord> ended) =>
        Run(new ActivationOrder(NewId(), part, payload, Now, whole.Id, whole.Budget, ended));

    /// <summary>Starts a conductor whose result is known; the run still takes its time.</summary>
    public void RunConductor(ActivationOrder whole, JsonElement result, Action<ActivationRecord> ended) =>
        Submit(
            new ActivationOrder(NewId(), whole.Target, JsonObjects.Empty, Now, whole.Id, whole.Budget, ended),
            result);

    /// <summary>Starts a branch: the same composition anew, with a budget of its own and without a cause.</summary>
    /// <param name="joined">Called with what the branch hands to the run that forked it.</param>
    public void RunBranch(ActivationOrder forking, Conductor conductor, JsonElement payload, Action<JsonElement> joined)
    {
        RunningComposition? branch = null;
        var order = new ActivationOrder(
            NewId(), forking.Target, payload, Now, Cause: null, new CompositionBudget(),
            record => joined(branch!.Joined ?? record.Response.Result));
        branch = new RunningComposition(this, order, conductor);
        branch.Start();
    }

    /// <summary>Stores the record, then tells whoever ordered the activation.</summary>
    public void End(ActivationOrder order, ActivationRecord record)
    {
        _record(record);
        order.Ended(record);
    }

    private void Run(ActivationOrder order)
    {
        if (order.Action.Execution is ActionExecution.Sequence sequence)
            new RunningSequence(this, order, sequence).Start();
        else if (Conductor.Is(order.Action))
            new RunningComposition(this, order, Conductor.Of(order.Action)).Start();
        else
            Submit(order, order.Arguments);
    }

    private void Submit(ActivationOrder order, JsonElement result)
    {
        Deploy(order.Action);
        var ticket = _simulator.Submit(order.Action.Name.Function, Now);
        _pending.Add(ticket, new PendingRun(order, result));
    }

    // The platform hears of a new version when it is first invoked, as invokers do; deploying an unchanged one again
    // would cost its warm containers.
    private void Deploy(WhiskAction action)
    {
        var function = action.Name.Function;
        if (_deployed.TryGetValue(function, out var known) && ReferenceEquals(known, action)) return;
        _simulator.Deploy(new SimulatedAction(
            function, action.Execution.Kind,
            new ResourceConfiguration(action.Limits.Cpu ?? OneCore, action.Limits.Memory),
            action.Limits.Timeout, action.Service));
        _deployed[function] = action;
    }

    private void OnCompleted(SimulatedActivation run)
    {
        _pending.Remove(run.Ticket, out var pending);
        var response = run.Failure is { } failure
            ? ActivationResponse.Failed(run.Status, failure)
            : ActivationResponse.Of(pending!.Result);
        End(pending!.Order, ActivationRecords.Primitive(pending.Order, run, response));
    }

    private sealed record PendingRun(ActivationOrder Order, JsonElement Result);
}
