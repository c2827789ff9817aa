using Akka.Actor;
using AquaTope.Faults.Schedule;
using AquaTope.Faults.Worlds.Nodes;
using AquaTope.Models;

namespace AquaTope.Faults.Worlds;

/// <summary>When actors, nodes and invokers go down under a seed.</summary>
internal static class CrashPlan
{
    private const int MostOfAKind = 3;

    private static readonly FaultKind[] Kinds =
    [
        FaultKind.ActorRestarted, FaultKind.ActorKilled, FaultKind.NodeKilled, FaultKind.NodeStopped,
        FaultKind.GatewayCutOff, FaultKind.InvokerRestarted
    ];

    public static void Plan(World world, TimeSpan until)
    {
        var seed = (long)world.Faults.Seed;
        foreach (var kind in Kinds)
            for (var i = 0; i < MostOfAKind; i++)
            {
                var number = i;
                world.Kernel.After(
                    until * StableHash.Unit($"when {kind}", seed, i), () => Strike(world, kind, number));
            }
    }

    private static void Strike(World world, FaultKind kind, int number)
    {
        if (kind == FaultKind.InvokerRestarted)
        {
            if (world.Platform.HasStemCells && world.Faults.StrikePlanned(kind, "invoker", number) is not null)
                world.Platform.RestartInvoker(number);
            return;
        }
        if (world.Life is not { IsAlive: true } life) return;
        var ofActors = kind is FaultKind.ActorKilled or FaultKind.ActorRestarted;
        var victim = ofActors ? Victim(world, life, kind, number) : null;
        if (ofActors && victim is null) return;
        var place = victim is null ? "node" : NodeLife.NameWithin(victim);
        if (world.Faults.StrikePlanned(kind, place, number) is not { } fault) return;
        world.Kernel.Note($"{kind} {place}");
        switch (kind)
        {
            case FaultKind.ActorKilled:
                victim!.Tell(Kill.Instance, ActorRefs.NoSender);
                break;
            case FaultKind.ActorRestarted:
                Restart((IInternalActorRef)victim!);
                break;
            case FaultKind.NodeKilled:
                life.Kill();
                world.BeginAgain(fault);
                break;
            case FaultKind.NodeStopped:
                life.StopInOrder();
                world.BeginAgain(fault);
                break;
            case FaultKind.GatewayCutOff:
                life.Gateway.CutOff(fault);
                break;
        }
    }

    // As a supervisor does it: nothing is handled until the actor is made anew.
    private static void Restart(IInternalActorRef actor)
    {
        actor.Suspend();
        actor.Restart(new SimulatedFaultException("struck"));
    }

    // Actors that nobody brings back when they are killed only ever break down: their supervisors restart them then.
    private static IActorRef? Victim(World world, NodeLife life, FaultKind kind, int number)
    {
        List<IActorRef> candidates =
        [
            .. ChildrenOf(life.Catalog), .. ChildrenOf(life.Workflows), .. ChildrenOf(life.Functions),
            .. ChildrenOf(life.Metronome), .. ChildrenOf(life.Optimizer)
        ];
        if (life.Gateway.Actor is { } gateway) candidates.AddRange(ChildrenOf(gateway));
        foreach (var study in ChildrenOf(life.Optimizer).SelectMany(ChildrenOf)) candidates.AddRange(ChildrenOf(study));
        if (kind == FaultKind.ActorRestarted) candidates.AddRange([life.Forecaster, life.Delivery]);
        if (candidates.Count == 0) return null;
        candidates = [.. candidates.OrderBy(NodeLife.NameWithin, StringComparer.Ordinal)];
        var draw = StableHash.Of($"victim {kind}", (long)world.Faults.Seed, number);
        return candidates[(int)(draw % (ulong)candidates.Count)];
    }

    private static IEnumerable<IActorRef> ChildrenOf(IActorRef actor) =>
        ((ActorRefWithCell)actor).Children.OfType<IActorRef>();
}
