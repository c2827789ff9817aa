using Akka.Actor;
using AquaTope.Actors.Decisions.Explaining;
using AquaTope.Actors.Decisions.Listing;
using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Platform;
using AquaTope.Models.Decisions;
using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Platform;
using AquaTope.Models.Pools;
using AquaTope.Models.Pools.Policies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace AquaTope.Actors.Tests.Decisions;

/// <summary>Decisions of actors that are restarted, over a journal on disk, made again from what lies there.</summary>
public sealed class DecisionExplainerSpecs : IDisposable
{
    private const int Windows = 240;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");
    private static readonly string Journaled = FunctionActor.PersistenceIdOf(Resize);

    private readonly string _folder = Directory.CreateTempSubdirectory("aquatope-explain-").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_target_of_a_function_that_was_restarted_again_and_again_is_chosen_again()
    {
        await using var system = await StartAsync();
        await LiveAsync(system.System, windowsBetweenRestarts: 30);
        var facts = await new SqlJournalReader(system.System).ReadAsync(Journaled, long.MaxValue, default);
        var store = await ListedAsync(system, Journaled, facts.Count);

        var targets = await store.ReadAsync(new DecisionQuery { Kind = "target-chosen", Limit = 1000 }, default);

        targets.Count.ShouldBeGreaterThan(30);
        foreach (var target in targets)
        {
            var explained = (await Explainer(system, store).ExplainAsync(target.Id, default))!;
            explained.Explanation.Verdict.ShouldBe(
                Verdict.Same, $"{explained.Explanation.Then} / {explained.Explanation.Now}");
            explained.Explanation.Inputs.ShouldContain(input => input.Name == "demand");
        }
    }

    [Fact]
    public async Task A_change_leads_back_to_the_target_that_wished_for_it()
    {
        await using var system = await StartAsync();
        await LiveAsync(system.System, windowsBetweenRestarts: Windows);
        var facts = await new SqlJournalReader(system.System).ReadAsync(Journaled, long.MaxValue, default);
        var target = facts.OfType<PoolEvent.TargetChosen>().First(chosen => chosen.Target > 0);
        var change = PoolState.ChangeAfter(Resize, target.Window);
        await system.WriteAsync(
            PlatformGatewayActor.Id,
            new GatewayEvent.PrewarmWished(change, Resize, target.Target, target.Because.Ready),
            new GatewayEvent.ChangeApplied(
                change, new PlatformChange.KeepWarm(Resize, target.Because.Ready), true, _time.GetUtcNow()));
        var store = await ListedAsync(system, PlatformGatewayActor.Id, 2);
        var applied = (await store.ReadAsync(new DecisionQuery { Kind = "change-applied" }, default)).Single();

        var explained = (await Explainer(system, store).ExplainAsync(applied.Id, default))!;

        explained.Explanation.Verdict.ShouldBe(Verdict.Same);
        var cause = explained.Causes.ShouldHaveSingleItem();
        cause.Decision.Text.Wording.Change.ShouldBe(change);
        cause.Explanation.Verdict.ShouldBe(Verdict.Same);
    }

    [Fact]
    public async Task What_is_not_in_the_list_is_not_explained()
    {
        await using var system = await StartAsync();
        await system.WriteAsync(
            Journaled, new PoolEvent.WindowClosed(new ClosedWindow(new WindowIndex(1), 1, 0, 1, [])));
        var store = await ListedAsync(system, Journaled, 1);

        (await Explainer(system, store).ExplainAsync(1, default)).ShouldBeNull();
    }

    private static DecisionExplainer Explainer(JournaledSystem system, IDecisionStore store) =>
        new(store, new SqlJournalReader(system.System), DesignerCatalog.Standard);

    private static async Task LiveAsync(ActorSystem system, int windowsBetweenRestarts)
    {
        PrewarmPolicies.TryCreate("aquatope", WindowLength.OneMinute, out var policy).ShouldBeTrue();
        var settings = new FunctionSettings(
            WindowLength.OneMinute, new PoolOptions { PlatformKeepAlive = 2, IdleAfter = 40 }, policy);
        var forecaster = system.ActorOf(ForecasterActor.Props(
            new MovingAverageForecaster(30), new ForecasterOptions { BatchDelay = TimeSpan.Zero },
            new FakeTimeProvider()));
        var inbox = Inbox.Create(system);
        system.EventStream.Subscribe(inbox.Receiver, typeof(Observation.Observed.FunctionDecided));
        var random = new Random(7);
        var (function, sequence) = (Start(), 0L);
        for (var window = 0L; window < Windows; window++)
        {
            if (window % windowsBetweenRestarts == windowsBetweenRestarts - 1)
            {
                await function.GracefulStop(Patience);
                function = Start();
            }
            var start = DateTimeOffset.UnixEpoch.AddMinutes(window);
            var count = window % 120 < 60 && random.Next(3) == 0 ? random.Next(1, 12) : 0;
            function.Tell(new FunctionProtocol.RecordInvocations(
                Resize, new ReportSource("spool"), sequence, [.. Enumerable.Range(0, count).Select(_ => Ran(start))]));
            function.Tell(new FunctionProtocol.CloseWindow(Resize, new WindowIndex(window)));
            ((Observation.Observed.FunctionDecided)inbox.Receive(Patience)).Window.ShouldBe(new WindowIndex(window));
        }
        await function.GracefulStop(Patience);

        IActorRef Start() => system.ActorOf(FunctionActor.Props(Resize, settings, forecaster, system.DeadLetters));

        SequencedInvocation Ran(DateTimeOffset start) => new(
            ++sequence,
            new Invocation(
                new ActivationId((UInt128)sequence), Resize, start.AddSeconds(random.Next(60)), TimeSpan.Zero,
                TimeSpan.Zero,
                TimeSpan.FromSeconds(random.Next(1, 30)), ActivationStatus.Success, MemorySize.FromMegabytes(512),
                null));
    }

    private Task<JournaledSystem> StartAsync() => JournaledSystem.StartAsync(
        new JournalSettings(JournalProvider.Sqlite, $"Data Source={Path.Combine(_folder, "journal.db")};Pooling=False"),
        _time);

    private async Task<IDecisionStore> ListedAsync(JournaledSystem system, string persistenceId, long sequenceNumber)
    {
        var store = new WatchedDecisionStore(new SqlDecisionStore(new DecisionDatabase(
            new JournalSettings(JournalProvider.Sqlite, $"Data Source={Path.Combine(_folder, "journal.db")}"))));
        system.Project(store);
        await store.ListedAsync(persistenceId, sequenceNumber);
        return store;
    }
}
