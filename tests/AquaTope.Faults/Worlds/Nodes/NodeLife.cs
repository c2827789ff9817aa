using Akka.Actor;
using Akka.Pattern;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Delivery;
using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Pacing;
using AquaTope.Actors.Sharding;
using AquaTope.Actors.Workflows;
using AquaTope.Faults.Kernel;
using AquaTope.Faults.Worlds.Platforms;
using AquaTope.Models.Delivery;
using AquaTope.Models.Identity;

namespace AquaTope.Faults.Worlds.Nodes;

/// <summary>
/// One life of the control plane, from a start to its end: every actor of a node, joined by links. The next life knows
/// what the journal knows.
/// </summary>
internal sealed class NodeLife
{
    private readonly SimulatedSystem _system;
    private readonly List<IActorRef> _actors = [];
    private readonly PlatformLine _trialsLine;

    public NodeLife(
        World world, SimulatedSystem system, int number, Func<FunctionId, bool> isManaged, Func<int> nextEpoch,
        Variant variant)
    {
        _system = system;
        var (settings, faults) = (world.Settings, world.Faults);
        Number = number;
        var time = new KernelTime(system.Kernel);
        Network = new Network(system.Kernel, faults, ((ExtendedActorSystem)system.System).Provider);
        _trialsLine = new PlatformLine(world, "trials", 0);
        var gateway = Network.To("gateway", () => Gateway?.Current);
        var forecaster = Network.To("forecaster", () => Forecaster);
        var optimizer = Network.To("optimizer", () => Optimizer);
        var functions = Network.To("functions", () => Functions);
        var workflows = Network.To("workflows", () => Workflows);
        var announced = Network.To("announced", () => Delivery);
        var catalog = Network.To("catalog", () => Catalog);

        Gateway = new GatewaySeat(this, world, nextEpoch, time, variant, catalog, workflows);

        Catalog = Start("catalog", Supervised(CatalogActor.Props(settings.Snapshots), "catalog"));
        Gateway.Open();
        Forecaster = Start(
            "forecaster", ForecasterActor.Props(new ConstantForecaster(faults), settings.Forecaster, time));
        Functions = Start("functions", ChildPerEntity.Props(entity =>
            FunctionActor.Props(FunctionId.Parse(entity), settings.Functions, forecaster, gateway, announced)));
        Workflows = Start("workflows", ChildPerEntity.Props(entity =>
            WorkflowActor.Props(WorkflowId.Parse(entity), settings.Tuning, optimizer, gateway)));
        Optimizer = Start("optimizer", Supervised(
            OptimizerActor.Props(settings.Optimizer, _trialsLine, time, workflows, gateway), "optimizer"));
        Delivery = Start("delivery", DeliveryActor.Props(
            world.Activations.Log, new DeliveryOptions(), time, functions, isManaged));
        Metronome = Start("metronome", Supervised(
            MetronomeActor.Props(settings.Pacing, time, catalog, functions, workflows), "metronome"));
    }

    public int Number { get; }

    public SimulationKernel Kernel => _system.Kernel;

    public Network Network { get; }

    public GatewaySeat Gateway { get; }

    public IActorRef Catalog { get; }

    public IActorRef Forecaster { get; }

    public IActorRef Functions { get; }

    public IActorRef Workflows { get; }

    public IActorRef Optimizer { get; }

    public IActorRef Metronome { get; }

    public IActorRef Delivery { get; }

    /// <summary>Whether the process runs.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>What an actor is called beside its system, without what tells one life from another.</summary>
    public static string NameWithin(IActorRef actor) => string.Join('/', actor.Path.Elements.Skip(1));

    /// <summary>Whether the actor belongs to this life.</summary>
    public bool Owns(IActorRef actor) =>
        actor.Path.Elements.Skip(1).FirstOrDefault()?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>Starts an actor that ends with this life.</summary>
    public IActorRef Start(string name, Props props)
    {
        var actor = _system.System.ActorOf(props, $"{Prefix}{name}");
        _actors.Add(actor);
        return actor;
    }

    public void Stop(IActorRef actor) => _system.System.Stop(actor);

    /// <summary>As cluster singletons are run.</summary>
    public static Props Supervised(Props props, string name) => BackoffSupervisor.Props(Backoff.OnStop(
        props, name, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10), 0.2, -1).WithDefaultStoppingStrategy());

    /// <summary>Lets something happen while this life lasts.</summary>
    public void After(TimeSpan delay, Action action) => _system.Kernel.After(delay, () =>
    {
        if (IsAlive) action();
    });

    /// <summary>
    /// The process is gone: nothing more is written, sent, or heard. What is on its way to the platform arrives.
    /// </summary>
    public void Kill() => End("killed");

    /// <summary>
    /// The process stops in order: actors stop, what they have sent to the journal is written, nothing more is sent.
    /// </summary>
    public void StopInOrder()
    {
        foreach (var actor in _actors) Stop(actor);
        _system.Kernel.Settle();
        End("stopped");
    }

    private string Prefix => $"n{Number}-";

    private void End(string how)
    {
        _system.Kernel.Note($"node {Number} {how}");
        IsAlive = false;
        Network.IsDown = true;
        _trialsLine.IsDead = true;
        Gateway.IsDead = true;
        foreach (var actor in _actors) Stop(actor);
    }
}
