using AquaTope.Actors.Decisions;
using AquaTope.Actors.Decisions.Listing;
using AquaTope.Models.Identity;

namespace AquaTope.Actors.Tests.Decisions;

/// <summary>What a list of decisions does, in whatever database it is kept.</summary>
public abstract class DecisionStoreSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Kinds = ["plan-adopted", "target-chosen"];
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");
    private static readonly WorkflowId Thumbnails = WorkflowId.Parse("thumbnails");

    private static CancellationToken Never => CancellationToken.None;

    /// <summary>The database, once <see cref="BeginAsync"/> has returned.</summary>
    protected abstract JournalSettings Journal { get; }

    /// <summary>Makes the database ready; skips the test where there is none.</summary>
    protected abstract Task BeginAsync();

    private SqlDecisionStore Store => new(new DecisionDatabase(Journal));

    [SkippableFact]
    public async Task Decisions_come_page_by_page_oldest_first()
    {
        await BeginAsync();
        await FillAsync(Target(3), Plan(5), Target(9), Target(12));

        (await IdsAsync(new DecisionQuery { Limit = 2 })).ShouldBe([3, 5]);
        (await IdsAsync(new DecisionQuery { Limit = 2, After = 5 })).ShouldBe([9, 12]);
        (await IdsAsync(new DecisionQuery { Limit = 2, Latest = true })).ShouldBe([9, 12]);
        (await IdsAsync(new DecisionQuery { Limit = 2, After = 12 })).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_list_is_narrowed_by_workflow_function_kind_change_and_time()
    {
        await BeginAsync();
        await FillAsync(Target(3), Plan(5), Target(9));

        (await IdsAsync(new DecisionQuery { Workflow = Thumbnails })).ShouldBe([5]);
        (await IdsAsync(new DecisionQuery { Workflow = Thumbnails, FunctionsOfWorkflow = [Resize] })).ShouldBe(
            [3, 5, 9]);
        (await IdsAsync(new DecisionQuery { Function = Resize })).ShouldBe([3, 9]);
        (await IdsAsync(new DecisionQuery { Kind = "plan-adopted" })).ShouldBe([5]);
        (await IdsAsync(new DecisionQuery { Change = "pool:9" })).ShouldBe([9]);
        (await IdsAsync(new DecisionQuery { Since = At(5) })).ShouldBe([5, 9]);
        (await IdsAsync(new DecisionQuery { Since = At(5), Until = At(9) })).ShouldBe([5]);
        (await IdsAsync(new DecisionQuery { Function = Resize, Kind = "plan-adopted" })).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_decision_is_found_as_it_was_listed()
    {
        await BeginAsync();
        var plan = Plan(5);
        await FillAsync(Target(3), plan);

        (await Store.FindAsync(5, Never)).ShouldBe(plan);
        (await Store.FindAsync(4, Never)).ShouldBeNull();
    }

    [SkippableFact]
    public async Task Two_that_list_the_same_stretch_list_it_once()
    {
        await BeginAsync();
        var (first, second) = (Store, Store);
        await first.OpenAsync(Kinds, Never);
        await second.OpenAsync(Kinds, Never);
        var to = new JournalPlace(3, "a", 1);

        (await first.AppendAsync([Target(3)], JournalPlace.Beginning, to, Never)).ShouldBeTrue();
        (await second.AppendAsync([Target(3)], JournalPlace.Beginning, to, Never)).ShouldBeFalse();

        (await IdsAsync(new DecisionQuery())).ShouldBe([3]);
        (await second.OpenAsync(Kinds, Never)).ShouldBe(to);
    }

    [SkippableFact]
    public async Task A_release_with_a_new_kind_begins_anew_and_an_older_one_goes_on()
    {
        await BeginAsync();
        await FillAsync(Target(3));

        (await Store.OpenAsync(["target-chosen"], Never)).Ordering.ShouldBe(3);
        (await IdsAsync(new DecisionQuery())).ShouldBe([3]);
        (await Store.OpenAsync([.. Kinds, "rolled-back"], Never)).ShouldBe(JournalPlace.Beginning);
        (await IdsAsync(new DecisionQuery())).ShouldBeEmpty();
        (await Store.OpenAsync([.. Kinds, "rolled-back"], Never)).ShouldBe(JournalPlace.Beginning);
    }

    [SkippableFact]
    public async Task What_is_older_than_an_instant_leaves_the_list()
    {
        await BeginAsync();
        await FillAsync(Target(3), Plan(5), Target(9));

        (await Store.RemoveBeforeAsync(At(9), Never)).ShouldBe(2);

        (await IdsAsync(new DecisionQuery())).ShouldBe([9]);
    }

    private static DateTimeOffset At(long id) => Noon.AddMinutes(id);

    private static DecisionEntry Target(long id) => new(
        id, At(id), new DecisionText("target-chosen", new Wording("guest/resize", "0 -> 1")
        {
            Function = Resize, Change = new ChangeId($"pool:{id}")
        }), "function-guest/resize", id);

    private static DecisionEntry Plan(long id) => new(
        id, At(id), new DecisionText("plan-adopted", new Wording("thumbnails", "256 MB")
        {
            Workflow = Thumbnails, Seed = (1UL << 53) - 1
        }), "workflow-thumbnails", id);

    private async Task FillAsync(params DecisionEntry[] entries)
    {
        var from = await Store.OpenAsync(Kinds, Never);
        var last = entries[^1];
        (await Store.AppendAsync(
            entries, from, new JournalPlace(last.Id, last.PersistenceId, last.SequenceNumber), Never))
            .ShouldBeTrue();
    }

    private async Task<long[]> IdsAsync(DecisionQuery query) =>
        [.. (await Store.ReadAsync(query, Never)).Select(entry => entry.Id)];
}
