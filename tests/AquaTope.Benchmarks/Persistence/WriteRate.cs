using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Sharding;
using AquaTope.Actors.Wire;
using AquaTope.Models.Identity;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Benchmarks.Persistence;

/// <summary>
/// How many events a second functions write when their windows close, all at once as the metronome has it, beside loops
/// that insert like rows into the same table.
/// </summary>
internal sealed class WriteRate(BenchmarkDatabase database)
{
    private const int Functions = 1_000;
    private const int Windows = 20;
    private const int Rounds = 4;
    private const int BareRows = 5_000;
    private const int RowsPerTransaction = 100;

    private static readonly ReportSource Source = new("benchmark");

    private static readonly WindowLength Length = WindowLength.OneMinute;

    private readonly FunctionId[] _functions =
        [.. Enumerable.Range(0, Functions).Select(number => FunctionId.Parse($"guest/writes-{number}"))];

    public async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        using var system = Start();
        var decided = new DecidedCount(system);
        var functions = system.ActorOf(Region(system), "functions");

        var (best, window) = (0.0, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            var (before, watch) = (database.Events(), Stopwatch.StartNew());
            for (var i = 0; i < Windows; i++) await CloseAsync(functions, decided, ++window);
            best = Math.Max(best, (database.Events() - before) / watch.Elapsed.TotalSeconds);
        }
        await system.Terminate();

        return
        [
            new Measurement(
                $"{database.Name}: events written, beside one insert a transaction", best, "events/s", Bare(1)),
            new Measurement(
                $"{database.Name}: events written, beside inserts in transactions of {RowsPerTransaction}", best,
                "events/s", Bare(RowsPerTransaction))
        ];
    }

    private async Task CloseAsync(IActorRef functions, DecidedCount decided, long number)
    {
        var all = decided.After(Functions);
        var window = new WindowIndex(number);
        foreach (var function in _functions)
        {
            functions.Tell(new FunctionProtocol.RecordInvocations(
                function, Source, number - 1, [new SequencedInvocation(number, InvocationIn(function, window))]));
            functions.Tell(new FunctionProtocol.CloseWindow(function, window));
        }
        await all;
    }

    private static Invocation InvocationIn(FunctionId function, WindowIndex window) => new(
        new ActivationId(new UInt128(1, (ulong)window.Value)), function, Length.StartOf(window),
        TimeSpan.FromMilliseconds(2),
        TimeSpan.Zero, TimeSpan.FromSeconds(1), ActivationStatus.Success, MemorySize.FromMegabytes(256), null);

    // As an event of a function is written, each into the row after the one before.
    private double Bare(int rowsPerTransaction)
    {
        using var connection = database.Open();
        using var writer = new JournalWriter(connection);
        var id = $"bare-{rowsPerTransaction}";
        var watch = Stopwatch.StartNew();
        for (var number = 1; number <= BareRows; number++)
        {
            if (rowsPerTransaction > 1 && number % rowsPerTransaction == 1) writer.Begin();
            writer.WriteEvent(
                id, number,
                new PoolEvent.WindowClosed(
                    new ClosedWindow(new WindowIndex(number), 1, 0, 1, [new SourceMark(Source, number, [])])));
            if (rowsPerTransaction > 1 && number % rowsPerTransaction == 0) writer.Commit();
        }
        return BareRows / watch.Elapsed.TotalSeconds;
    }

    private ActorSystem Start() => ActorSystem.Create(
        "persistence",
        BootstrapSetup.Create().WithConfig(
            database.Journal.ToHocon().WithFallback(ConfigurationFactory.ParseString("akka.loglevel = ERROR"))).And(
            SerializationSetup.Create(system =>
            [
                SerializerDetails.Create(
                    "aquatope", new WireSerializer(system, AquaTopeWire.Table),
                    AquaTopeWire.Table.Types.ToImmutableHashSet())
            ])));

    private static Props Region(ActorSystem system)
    {
        var answering = system.ActorOf(Props.Create(() => new Answering()), "answering");
        var settings = new FunctionSettings(Length, new PoolOptions(), KeepAlivePolicy.OfMinutes(1, Length));
        return ChildPerEntity.Props(
            entity => FunctionActor.Props(FunctionId.Parse(entity), settings, answering, answering));
    }

    /// <summary>Forecasts nothing and accepts every wish.</summary>
    private sealed class Answering : ReceiveActor
    {
        public Answering()
        {
            Receive<ForecasterProtocol.RequestForecast>(asked => Sender.Tell(
                new ForecasterProtocol.ForecastDeclined(asked.History.LastWindow, "nothing forecasts here")));
            Receive<PlatformGatewayProtocol.RequestPrewarm>(asked => Sender.Tell(
                new PlatformGatewayProtocol.ChangeAccepted(asked.Id)));
        }
    }
}
