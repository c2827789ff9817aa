using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation.Containers;
using static AquaTope.Models.Tests.Simulation.PlatformUnderTest;

namespace AquaTope.Models.Tests.Simulation;

public sealed class PlacementTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 97)]
    [InlineData("hello", 99162322)]
    [InlineData("guest/a rather long name", -235253291)]
    public void Hashes_are_those_of_a_java_string(string text, int hash) => Placement.JavaHashOf(text).ShouldBe(hash);

    [Theory]
    [InlineData(1, new[] { 1 })]
    [InlineData(5, new[] { 1, 2, 3 })]
    [InlineData(10, new[] { 1, 3, 7 })]
    public void Steps_are_coprime_to_the_number_of_invokers_and_to_one_another(int invokers, int[] steps) =>
        Placement.PairwiseCoprimesUpTo(invokers).ShouldBe(steps);

    [Fact]
    public void Home_and_step_follow_from_namespace_and_qualified_name()
    {
        var hash = Math.Abs("guest".Aggregate(0, JavaStep) ^ "guest/f".Aggregate(0, JavaStep));

        Placement.Of(Id("f"), 5).ShouldBe(new Placement(hash % 5, Step: 1 + hash % 3));
    }

    [Fact]
    public void A_function_stays_on_its_home_invoker_while_there_is_room()
    {
        var platform = new PlatformUnderTest(Plain with { Invokers = 5 }).Deploy(Action("f"));
        for (var i = 0; i < 10; i++) platform.Submit("f", i * 20);
        platform.AdvanceTo(300);

        platform.Usage.ColdStarts.ShouldBe(1);
    }

    [Fact]
    public void Runs_beyond_the_room_of_the_home_invoker_move_on_before_anything_waits()
    {
        var platform = new PlatformUnderTest(
            Plain with { Invokers = 5, UserMemory = MemorySize.FromMegabytes(256) }).Deploy(Action("f", seconds: 10));
        for (var i = 0; i < 5; i++) platform.Submit("f", 0);
        platform.AdvanceTo(1);
        platform.Usage.Delayed.ShouldBe(0);

        platform.Submit("f", 2).AdvanceTo(3);
        platform.Usage.Buffered.ShouldBe(1, "every invoker is full, so one of them lets it wait");
    }

    private static int JavaStep(int hash, char c) => unchecked(31 * hash + c);
}
