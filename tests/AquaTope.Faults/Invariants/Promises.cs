using Akka.Actor;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Workflows;
using AquaTope.Faults.Worlds;
using AquaTope.Faults.Worlds.People;
using AquaTope.Models.Platform;
using AquaTope.Models.Pools;

namespace AquaTope.Faults.Invariants;

/// <summary>What must hold at the end of every schedule.</summary>
internal static class Promises
{
    /// <summary>What must become true once faults are over, and is not yet.</summary>
    public static IReadOnlyList<Violation> NotYetKept(World world) => [.. Nearly(world)];

    /// <summary>What the journal says that must never be so.</summary>
    public static IEnumerable<Violation> Broken(World world)
    {
        var journal = world.Kernel.Journal;
        foreach (var function in World.Functions)
        {
            var twice = journal.EventsOf(FunctionActor.PersistenceIdOf(function)).OfType<PoolEvent.TargetChosen>()
                .GroupBy(chosen => chosen.Window).Where(group => group.Count() > 1);
            foreach (var window in twice)
                yield return new Violation(
                    "no target decided twice for one window",
                    $"{function} in window {window.Key}: {string.Join(", ", window.Select(chosen => chosen.Target))}");
        }
        foreach (var violation in StudyPromises.Broken(world)) yield return violation;
        foreach (var violation in PlatformPromises.Broken(world)) yield return violation;
        foreach (var violation in StemCellPromises.Broken(world)) yield return violation;
    }

    private static IEnumerable<Violation> Nearly(World world)
    {
        if (!world.Registrar.IsDone || !world.Operator.IsDone)
            yield return new Violation("every order is answered", "one is not");
        if (world.Life?.Gateway.Actor is null)
        {
            yield return new Violation("the platform converges", "no gateway runs");
            yield break;
        }

        var accepted = world.Registrar.Accepted;
        var catalog = Ask<CatalogProtocol.CatalogChanged>(world, world.Life.Catalog, new CatalogProtocol.Subscribe());
        if (catalog is null || catalog.Workflows.Count != accepted.Count
            || !accepted.All(wanted => catalog.Workflows.Any(known => known.IsSameAs(wanted))))
            yield return new Violation(
                "registrations are not lost",
                $"{string.Join(", ", accepted.Select(w => w.Id))} were accepted, the catalog has "
                + $"{(catalog is null ? "no answer" : string.Join(", ", catalog.Workflows.Select(w => w.Id)))}");

        if (Ask<PlatformGatewayProtocol.GatewayStatus>(
                world, world.Life.Gateway.Actor,
                new PlatformGatewayProtocol.GetGateway()) is not { State: var gateway })
        {
            yield return new Violation("the platform converges", "the gateway does not answer");
            yield break;
        }
        foreach (var violation in PlatformPromises.NotYetKept(world, gateway)) yield return violation;
        foreach (var violation in Counted(world, gateway)) yield return violation;
        foreach (var violation in Settled(world)) yield return violation;
    }

    private static IEnumerable<Violation> Counted(World world, GatewayState gateway)
    {
        var managed = world.Registrar.Accepted.SelectMany(workflow => workflow.Functions).ToHashSet();
        foreach (var function in World.Functions.Where(managed.Contains))
        {
            var status = Ask<FunctionProtocol.FunctionStatus>(
                world, world.Life!.Functions, new FunctionProtocol.GetFunction(function));
            if (status is null)
            {
                yield return new Violation("activations are counted once", $"{function} does not answer");
                continue;
            }
            var expected = world.Activations.AcceptedOf(function);
            if (status.Invocations != expected)
                yield return new Violation(
                    "activations are counted once", $"{function} counts {status.Invocations} of {expected} accepted");
            if (status.LastClosed is null)
                yield return new Violation("what is managed is decided", $"{function} never closed a window");
            if (gateway.Function(function).Prewarm != status.Target)
                yield return new Violation(
                    "wishes are not lost",
                    $"{function} wants {status.Target} containers, the gateway knows "
                    + $"{gateway.Function(function).Prewarm}");
        }
    }

    private static IEnumerable<Violation> Settled(World world)
    {
        foreach (var workflow in world.Registrar.Accepted)
        {
            var status = Ask<WorkflowProtocol.WorkflowStatus>(
                world, world.Life!.Workflows, new WorkflowProtocol.GetWorkflow(workflow.Id));
            if (status is not { State: "serving" })
                yield return new Violation(
                    "studies end", $"{workflow.Id} is {status?.State ?? "not managed"}, though nothing fails any more");
        }
        foreach (var workflow in world.Registrar.Retired)
            if (Ask<WorkflowProtocol.NotManaged>(
                    world, world.Life!.Workflows, new WorkflowProtocol.GetWorkflow(workflow)) is null)
                yield return new Violation("what is retired is left alone", $"{workflow} is managed still");
    }

    private static T? Ask<T>(World world, IActorRef actor, object question)
        where T : class
    {
        T? answer = null;
        actor.Tell(question, new Client(world.Provider, "judge", message => answer = message as T ?? answer));
        world.Kernel.Settle();
        return answer;
    }
}
