using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Optimization.Staged.Plans;
using AquaTope.Models.Tests.Workflows;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Optimization.Staged;

public sealed class PlanSearchSpecs
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_exact_search_agrees_with_trying_everything(ulong seed)
    {
        var graph = Diamond();
        var (costs, seconds) = Random(seed, 4, 7);
        var menus = Enumerable.Range(0, 4).Select(i => new PlanMenu([i], costs[i], [seconds[i]])).ToList();
        const double limit = 4.2;

        var best = double.PositiveInfinity;
        for (var code = 0; code < 7 * 7 * 7 * 7; code++)
        {
            int[] picks = [code % 7, code / 7 % 7, code / 49 % 7, code / 343];
            var end = graph.EndToEnd([.. picks.Select((pick, i) => seconds[i][pick])]);
            if (end <= limit) best = Math.Min(best, picks.Select((pick, i) => costs[i][pick]).Sum());
        }

        var exact = PlanSearch.Exact(graph, menus, limit, 100_000).ShouldNotBeNull();
        exact.Cost.ShouldBe(best, 1e-12);
        exact.Bound.ShouldBe(best, 1e-12);
        var near = PlanSearch.Near(graph, menus, limit).ShouldNotBeNull();
        near.Cost.ShouldBeInRange(best - 1e-12, 1.25 * best);
        near.Bound.ShouldBeLessThanOrEqualTo(best + 1e-9);
    }

    [Fact]
    public void A_function_of_two_stages_gives_both_the_same_entry()
    {
        var graph = Chain(2);
        var menu = new PlanMenu([0, 1], [10.0, 4.0, 1.0], [[1.0, 2.0, 4.0], [1.0, 1.5, 4.0]]);

        PlanSearch.Exact(graph, [menu], 3.5, 1000).ShouldNotBeNull().Entries.ShouldBe([1]);
        PlanSearch.Exact(graph, [menu], 2.0, 1000).ShouldNotBeNull().Entries.ShouldBe([0]);
    }

    [Fact]
    public void Where_the_fastest_is_too_slow_there_is_no_choice()
    {
        var menu = new PlanMenu([0], [2.0, 1.0], [[1.0, 2.0]]);

        PlanSearch.Near(Chain(1), [menu], 0.9).ShouldBeNull();
        PlanSearch.Fastest(Chain(1), [menu]).Entries.ShouldBe([0]);
    }

    [Fact]
    public void What_another_entry_beats_in_cost_and_time_is_not_on_the_menu()
    {
        new PlanMenu([0], [3.0, 2.0, 2.5, 1.0], [[1.0, 2.0, 2.0, double.PositiveInfinity]]).Choices.ShouldBe([0, 1]);
    }

    private static WorkflowGraph Chain(int stages) =>
        ModelWorkflows.Chain("w", 1, [.. Enumerable.Range(0, stages).Select(i => $"f{i}")]).Graph;

    private static WorkflowGraph Diamond()
    {
        Stage[] stages =
        [
            Stage("a"), Stage("b", "a"), Stage("c", "a"), Stage("d", "b", "c")
        ];
        WorkflowGraph.TryCreate(stages, out var graph, out _).ShouldBeTrue();
        return graph;

        static Stage Stage(string name, params string[] after) => new(
            new StageName(name), Models.Identity.FunctionId.Parse($"guest/{name}"),
            [.. after.Select(n => new StageName(n))]);
    }

    private static (double[][] Costs, double[][] Seconds) Random(ulong seed, int stages, int entries)
    {
        var chance = new CounterRandom(seed);
        double[][] Draw(ulong offset) => [.. Enumerable.Range(0, stages).Select(i =>
            Enumerable.Range(0, entries).Select(j => 0.5 + 2 * chance.Uniform(offset + (ulong)i, (ulong)j)).ToArray())];
        return (Draw(0), Draw(100));
    }
}
