using AquaTope.Models.Forecasting.Serving;

namespace AquaTope.Models.Tests.Forecasting.Serving;

public sealed class ModelHistorySpecs
{
    private static readonly DateTimeOffset Noon = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Each_rollback_goes_one_switch_further_back_until_none_stands()
    {
        var history = Switched(ModelHistory.Empty, "a", "b", "c");

        history.Served.ShouldBe(Place("c"));
        history = RolledBack(history);
        history.Served.ShouldBe(Place("b"));
        history = RolledBack(history);
        history.Served.ShouldBe(Place("a"));
        history = RolledBack(history);
        history.Served.ShouldBeNull();
        history.RollBack(Noon, "ci", "").ShouldBeNull();
    }

    [Fact]
    public void A_rollback_after_another_switch_goes_back_to_what_that_one_replaced()
    {
        var history = Switched(RolledBack(Switched(ModelHistory.Empty, "a", "b")), "c");

        RolledBack(history).Served.ShouldBe(Place("a"));
    }

    [Fact]
    public void A_switch_to_the_model_in_service_is_none() =>
        Switched(ModelHistory.Empty, "a").Switch(Place("a"), Noon, "ci", "").ShouldBeNull();

    [Fact]
    public void The_same_model_in_another_folder_is_a_switch() =>
        Switched(ModelHistory.Empty, "a").Switch(new ModelPlace("a", "/elsewhere"), Noon, "ci", "").ShouldNotBeNull();

    [Fact]
    public void The_oldest_switches_are_forgotten()
    {
        var history = Switched(
            ModelHistory.Empty, [.. Enumerable.Range(0, ModelHistory.Kept + 5).Select(i => $"model-{i}")]);

        history.Switches.Count.ShouldBe(ModelHistory.Kept);
        history.Switches[0].To.ShouldBe(Place("model-5"));
        for (var i = 0; i < ModelHistory.Kept; i++) history = RolledBack(history);
        history.Served.ShouldBe(Place("model-4"));
        history.RollBack(Noon, "ci", "").ShouldBeNull();
    }

    private static ModelPlace Place(string version) => new(version, $"/models/{version}");

    private static ModelHistory Switched(ModelHistory history, params string[] versions) => versions.Aggregate(
        history, (current, version) => current.Apply(current.Switch(Place(version), Noon, "ci", "").ShouldNotBeNull()));

    private static ModelHistory RolledBack(ModelHistory history) =>
        history.Apply(history.RollBack(Noon, "ci", "").ShouldNotBeNull());
}
