using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using AquaTope.Actors.Journaling;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Wire;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Snapshots;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;

namespace AquaTope.Benchmarks.Persistence;

/// <summary>
/// How long a gateway of ten thousand functions takes to come back from two hundred thousand facts: from its journal
/// alone, and with a snapshot, after which it wrote as much as it may before the next.
/// </summary>
internal sealed class GatewayReturn(BenchmarkDatabase database)
{
    private const int Functions = 10_000;
    private const int Facts = 200_000;
    private const int Rounds = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        var facts = History().Take(Facts).ToList();
        using var connection = database.Open();
        using var writer = new JournalWriter(connection);
        writer.Begin();
        for (var i = 0; i < facts.Count; i++) writer.WriteEvent(PlatformGatewayActor.Id, i + 1, facts[i]);
        writer.Commit();
        var without = await FastestAsync();

        var (snapshot, number) = SnapshotOf(facts);
        writer.Begin();
        writer.WriteSnapshot(PlatformGatewayActor.Id, number, snapshot);
        writer.Commit();
        var with = await FastestAsync();

        var (row, behind) = (AquaTopeWire.Table.RowOf(typeof(GatewaySnapshot)), facts.Count - number);
        Console.Error.WriteLine(
            $"snapshot of {row.Write(snapshot).Length / 1e6:0.0} MB, {behind:N0} facts behind it; all facts are "
            + $"{facts.Sum(fact => (long)AquaTopeWire.Table.RowOf(fact.GetType()).Write(fact).Length) / 1e6:0.0} MB");
        return
        [
            new Measurement(
                $"{database.Name}: gateway back, beside without its snapshot", with, "s", without)
        ];
    }

    // The newest that a gateway at its pace would have taken.
    private static (GatewaySnapshot Snapshot, int Number) SnapshotOf(IReadOnlyList<GatewayEvent> facts)
    {
        var state = GatewayState.Empty(OperatingMode.Enforce);
        var (newest, at, due) = (GatewaySnapshot.Of(state), 0, SnapshotPace.Standard.EventsAt(0));
        for (var i = 0; i < facts.Count; i++)
        {
            state = state.Apply(facts[i]);
            if (i + 1 - at < due) continue;
            (newest, at) = (GatewaySnapshot.Of(state), i + 1);
            due = SnapshotPace.Standard.EventsAt(newest.Entries);
        }
        return (newest, at);
    }

    // Plans and targets, one function after the other.
    private static IEnumerable<GatewayEvent> History()
    {
        var functions = HistoryFill.Named(Functions).ToList();
        foreach (var function in functions)
            yield return new GatewayEvent.FunctionIdentified(
                function, new RuntimeKind("nodejs:20"), ResourceConfiguration.Of(1, 512));
        for (var round = 1; ; round++)
            foreach (var function in functions)
            {
                var limits = ResourceConfiguration.Of(0.5, 128 * (1 + round % 4));
                var (plan, pool) =
                    (new ChangeId($"plan:workflow-{round}:{function}"), new ChangeId($"pool:{function}:{round}"));
                var at = DateTimeOffset.UnixEpoch.AddHours(round);
                yield return new GatewayEvent.LimitsWished(plan, function, limits);
                yield return new GatewayEvent.ChangeApplied(
                    plan, new PlatformChange.SetLimits(function, limits), true, at);
                yield return new GatewayEvent.PrewarmWished(pool, function, 1, 1, WishOrder.OfPool(round));
                yield return new GatewayEvent.ChangeApplied(pool, new PlatformChange.KeepWarm(function, 1), true, at);
            }
    }

    private async Task<double> FastestAsync()
    {
        var fastest = double.MaxValue;
        for (var round = 0; round < Rounds; round++) fastest = Math.Min(fastest, await ReturnAsync());
        return fastest;
    }

    private async Task<double> ReturnAsync()
    {
        using var system = ActorSystem.Create(
            "gateway",
            BootstrapSetup.Create().WithConfig(
                database.Journal.ToHocon().WithFallback(ConfigurationFactory.ParseString("akka.loglevel = ERROR"))).And(
                SerializationSetup.Create(host =>
                [
                    SerializerDetails.Create(
                        "aquatope", new WireSerializer(host, AquaTopeWire.Table),
                        AquaTopeWire.Table.Types.ToImmutableHashSet())
                ])));
        var watch = Stopwatch.StartNew();
        var gateway = system.ActorOf(PlatformGatewayActor.Props(
            new IdlePlatform(), new GatewayOptions { Mode = OperatingMode.Observe }, TimeProvider.System,
            system.DeadLetters, system.DeadLetters));
        await gateway.Ask<PlatformGatewayProtocol.GatewayStatus>(new PlatformGatewayProtocol.GetGateway(), Patience);
        var seconds = watch.Elapsed.TotalSeconds;
        await system.Terminate();
        return seconds;
    }
}
