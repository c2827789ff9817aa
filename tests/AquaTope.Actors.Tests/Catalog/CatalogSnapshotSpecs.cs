using AquaTope.Actors.Catalog;
using AquaTope.Actors.Tests.Journaling;
using AquaTope.Actors.Wire;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Workflows;
using FsCheck.Xunit;

namespace AquaTope.Actors.Tests.Catalog;

public sealed class CatalogSnapshotSpecs
{
    [Property(MaxTest = 200)]
    public void A_snapshot_and_the_facts_after_it_come_to_what_all_facts_come_to(int seed, byte before, byte after)
    {
        var random = new Random(seed);
        var (whole, half) = (new CatalogState(), new CatalogState());
        for (var i = 0; i < before; i++) Apply(Next(random), whole, half);
        var restored = CatalogState.From(ReadBack(half.ToSnapshot()));
        StateText.Of(restored).ShouldBe(StateText.Of(half));
        for (var i = 0; i < after; i++) Apply(Next(random), whole, restored);

        StateText.Of(restored).ShouldBe(StateText.Of(whole));
    }

    [Fact]
    public void Names_that_are_not_remembered_stay_forgotten()
    {
        var state = new CatalogState();
        for (var i = 1; i <= CatalogState.MostRetired + 10; i++)
            state.Apply(new WorkflowRetired(WorkflowId.Parse($"w{i}")));

        var restored = CatalogState.From(ReadBack(state.ToSnapshot()));

        StateText.Of(restored).ShouldBe(StateText.Of(state));
        restored.IsOutdated(WorkflowId.Parse("new"), 9).ShouldBeTrue();
    }

    private static CatalogSnapshot ReadBack(CatalogSnapshot snapshot)
    {
        var row = AquaTopeWire.Table.RowOf(typeof(CatalogSnapshot));
        return (CatalogSnapshot)row.Read(row.Write(snapshot));
    }

    private static void Apply(object fact, params CatalogState[] states)
    {
        foreach (var state in states)
            switch (fact)
            {
                case WorkflowRegistered registered: state.Apply(registered); break;
                case WorkflowRetired retired: state.Apply(retired); break;
                case WorkflowModeSet set: state.Apply(set); break;
            }
    }

    private static object Next(Random random)
    {
        var id = WorkflowId.Parse($"w{random.Next(6)}");
        switch (random.Next(3))
        {
            case 0:
                return new WorkflowRetired(id);
            case 1:
                return new WorkflowModeSet(id, random.Next(2) == 0 ? OperatingMode.Canary : null, "ci", "why");
            default:
                var stage = new Stage(new StageName("s"), FunctionId.Parse($"guest/f{random.Next(3)}"), []);
                Workflow.TryCreate(
                    id, [stage], new QosTarget(TimeSpan.FromSeconds(1 + random.Next(5))), "{}", out var workflow,
                    out var problem).ShouldBeTrue(problem);
                return new WorkflowRegistered(workflow);
        }
    }
}
