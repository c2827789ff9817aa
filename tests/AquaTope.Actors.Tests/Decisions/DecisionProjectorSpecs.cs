using AquaTope.Actors.Decisions;
using AquaTope.Actors.Decisions.Listing;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Pools;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace AquaTope.Actors.Tests.Decisions;

/// <summary>The list of decisions over a journal, in whatever database both are kept.</summary>
public abstract class DecisionProjectorSpecs
{
    private const string Resize = "function-guest/resize";

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    /// <summary>The database, once <see cref="BeginAsync"/> has returned.</summary>
    protected abstract JournalSettings Journal { get; }

    /// <summary>Makes the database ready; skips the test where there is none.</summary>
    protected abstract Task BeginAsync();

    [SkippableFact]
    public async Task What_was_journaled_before_and_what_comes_after_is_listed_once_and_keeps_its_numbers()
    {
        await BeginAsync();
        var store = Store();
        await using (var first = await RunAsync())
        {
            await first.WriteAsync(Resize, Window(1), Target(1, 0, 2));
            first.Project(store);
            await store.ListedAsync(Resize, 2);
            await first.WriteAsync(
                "platform-gateway",
                new GatewayEvent.ChangeAbandoned(new("pool:guest/resize:1"), LaneKey.StemCells, "too many"));
            await store.ListedAsync("platform-gateway", 1);
        }
        var before = await AllAsync(store);
        before.Select(entry => entry.Text.Kind).ShouldBe(["target-chosen", "change-abandoned"]);
        before.ShouldAllBe(entry => entry.At > DateTimeOffset.UnixEpoch.AddYears(50));

        var again = Store();
        await using var second = await RunAsync();
        second.Project(again);
        await second.WriteAsync(Resize, Window(2), Target(2, 2, 3));
        await again.ListedAsync(Resize, 4);

        var after = await AllAsync(again);
        after.Take(2).ShouldBe(before);
        after.Select(entry => entry.Text.Reason[..6]).ShouldBe(["0 -> 2", "too ma", "2 -> 3"]);
    }

    [SkippableFact]
    public async Task A_list_that_was_read_from_another_journal_is_made_anew()
    {
        await BeginAsync();
        var store = Store();
        await store.OpenAsync(AquaTopeDecisions.Table.Kinds, default);
        (await store.AppendAsync([], JournalPlace.Beginning, new JournalPlace(1, "function-guest/gone", 1), default))
            .ShouldBeTrue();
        await using var system = await RunAsync();
        await system.WriteAsync(Resize, Target(1, 0, 2));

        system.Project(store);

        await store.ListedAsync(Resize, 1);
        (await AllAsync(store)).ShouldHaveSingleItem().Text.Kind.ShouldBe("target-chosen");
    }

    [SkippableFact]
    public async Task Decisions_leave_the_list_when_they_are_older_than_it_keeps_them()
    {
        await BeginAsync();
        var store = Store();
        await using var system = await RunAsync();
        await system.WriteAsync(Resize, Target(1, 0, 2));
        system.Project(store, new DecisionsOptions { Retention = TimeSpan.FromDays(2) });
        await store.ListedAsync(Resize, 1);
        (await AllAsync(store)).ShouldHaveSingleItem();

        _time.Advance(TimeSpan.FromDays(3));
        await system.WriteAsync(Resize, Target(2, 2, 3));
        await store.ListedAsync(Resize, 2);

        // The sweep and the listing are apart: either may be first, and both leave the same list.
        while ((await AllAsync(store)).Count > 0) await store.SweptAsync();
    }

    private static PoolEvent Window(long index) =>
        new PoolEvent.WindowClosed(new ClosedWindow(new WindowIndex(index), 1, 0, 1, []));

    private static PoolEvent Target(long window, int from, int to) =>
        new PoolEvent.TargetChosen(new WindowIndex(window), from, to, new TargetReason("aquatope", null, to, 0));

    private static Task<IReadOnlyList<DecisionEntry>> AllAsync(IDecisionStore store) =>
        store.ReadAsync(new DecisionQuery { Limit = 1000 }, default);

    private WatchedDecisionStore Store() => new(new SqlDecisionStore(new DecisionDatabase(Journal)));

    private Task<JournaledSystem> RunAsync() => JournaledSystem.StartAsync(Journal, _time);
}
