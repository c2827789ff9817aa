using AquaTope.Actors.Catalog;
using AquaTope.Models.Identity;

namespace AquaTope.Actors.Tests.Catalog;

public sealed class CatalogStateSpecs
{
    [Fact]
    public void Of_retired_workflows_so_many_are_remembered_and_orders_older_than_the_rest_are_outdated()
    {
        var state = new CatalogState();
        for (var i = 1; i <= CatalogState.MostRetired + 10; i++) state.Apply(new WorkflowRetired(Named(i)));

        state.IsOutdated(Named(11), 10).ShouldBeTrue("it is remembered to have been retired by change 11");
        state.IsOutdated(Named(11), 11).ShouldBeFalse();
        state.IsOutdated(Named(10), 9).ShouldBeTrue("it is forgotten, and the order older than what was forgotten");
        state.IsOutdated(WorkflowId.Parse("new"), 9).ShouldBeTrue();
        state.IsOutdated(WorkflowId.Parse("new"), 10).ShouldBeFalse();
    }

    [Fact]
    public void Whoever_names_no_version_is_never_outdated()
    {
        var state = new CatalogState();
        state.Apply(new WorkflowRetired(Named(1)));

        state.IsOutdated(Named(1), null).ShouldBeFalse();
    }

    private static WorkflowId Named(int number) => WorkflowId.Parse($"w{number}");
}
