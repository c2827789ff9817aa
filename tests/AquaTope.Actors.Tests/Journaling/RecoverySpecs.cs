using System.Data.Common;
using Akka.Actor;
using Akka.Persistence;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Tests.Decisions;
using AquaTope.Models.Identity;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Actors.Tests.Journaling;

/// <summary>
/// A function that comes back over a database, with and without a snapshot, through statements of our own.
/// </summary>
public abstract class RecoverySpecs
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");
    private static readonly string Journaled = FunctionActor.PersistenceIdOf(Resize);

    /// <summary>The database; read once <see cref="BeginAsync"/> has returned.</summary>
    protected abstract JournalSettings Journal { get; }

    /// <summary>Makes the database ready, or skips the test where there is none.</summary>
    protected virtual Task BeginAsync() => Task.CompletedTask;

    protected abstract DbConnection Connect();

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(250)]
    public async Task A_function_comes_back_as_it_was(int windows)
    {
        await BeginAsync();
        await using var system = await JournaledSystem.StartAsync(Journal, TimeProvider.System);
        var (before, after) = await RestartedAsync(system, windows, () => Task.CompletedTask);

        after.ShouldBe(before);
        after.Invocations.ShouldBe(windows);
    }

    [SkippableFact]
    public async Task A_function_whose_snapshot_cannot_be_read_comes_back_from_its_events()
    {
        await BeginAsync();
        await using var system = await StartTellingAsync();
        using var saved = Saved(system);
        var (before, after) = await RestartedAsync(system, 250, async () =>
        {
            await WrittenAsync(saved);
            await ExecuteAsync("UPDATE snapshot SET manifest = 'pool.snapshot.of-tomorrow'");
        });

        after.ShouldBe(before);
    }

    [SkippableFact]
    public async Task A_function_with_a_snapshot_reads_no_event_before_it()
    {
        await BeginAsync();
        await using var system = await StartTellingAsync();
        using var saved = Saved(system);
        var (before, after) = await RestartedAsync(system, 250, async () =>
        {
            await WrittenAsync(saved);
            await ExecuteAsync("UPDATE journal SET manifest = 'of-tomorrow' WHERE sequence_number <= 200");
        });

        after.ShouldBe(before);
    }

    [SkippableFact]
    public async Task Events_that_were_deleted_are_not_read()
    {
        await BeginAsync();
        await using var system = await JournaledSystem.StartAsync(Journal, TimeProvider.System);
        var (_, after) = await RestartedAsync(
            system, 10, () => ExecuteAsync("UPDATE journal SET deleted = (sequence_number <= 4)"));

        after.Invocations.ShouldBe(6);
    }

    private static async Task<(FunctionProtocol.FunctionStatus Before, FunctionProtocol.FunctionStatus After)>
        RestartedAsync(
        JournaledSystem system, int windows, Func<Task> betweenLives)
    {
        var function = Start(system);
        for (var window = 1L; window <= windows; window++)
        {
            function.Tell(new FunctionProtocol.RecordInvocations(
                Resize, new ReportSource("spool"), window - 1, [Ran(window)]));
            function.Tell(new FunctionProtocol.CloseWindow(Resize, new WindowIndex(window)));
        }
        var before = await StatusAsync(function);
        await function.GracefulStop(Patience);
        await betweenLives();
        return (before, await StatusAsync(Start(system)));
    }

    private static Task<FunctionProtocol.FunctionStatus> StatusAsync(IActorRef function) =>
        function.Ask<FunctionProtocol.FunctionStatus>(new FunctionProtocol.GetFunction(Resize), Patience);

    private static IActorRef Start(JournaledSystem system) => system.System.ActorOf(FunctionActor.Props(
        Resize,
        new FunctionSettings(
            WindowLength.OneMinute, new PoolOptions(), KeepAlivePolicy.OfMinutes(1, WindowLength.OneMinute)),
        system.System.DeadLetters, system.System.DeadLetters));

    private static SequencedInvocation Ran(long window) => new(
        window,
        new Invocation(
            new ActivationId((UInt128)window), Resize, DateTimeOffset.UnixEpoch.AddMinutes(window), TimeSpan.Zero,
            TimeSpan.Zero, TimeSpan.FromSeconds(1), ActivationStatus.Success, MemorySize.FromMegabytes(512), null));

    private Task<JournaledSystem> StartTellingAsync() =>
        JournaledSystem.StartAsync(Journal, TimeProvider.System, TellingSnapshotStore.Hocon);

    private static Inbox Saved(JournaledSystem system)
    {
        var inbox = Inbox.Create(system.System);
        system.System.EventStream.Subscribe(inbox.Receiver, typeof(SnapshotMetadata));
        return inbox;
    }

    // Snapshots are written behind the events: the newest may come a moment after its function has ended.
    private static async Task WrittenAsync(Inbox saved)
    {
        SnapshotMetadata newest;
        do newest = (SnapshotMetadata)await saved.ReceiveAsync(Patience);
        while (newest.SequenceNr < 200);
    }

    private async Task<int> ExecuteAsync(string sql)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }
}
