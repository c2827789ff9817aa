using AquaTope.Models.Identity;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Workflows;

public sealed class WorkflowGraphSpecs
{
    [Fact]
    public void Stages_run_after_their_predecessors_and_otherwise_in_the_order_listed()
    {
        var graph = Graph(("d", "b c"), ("b", "a"), ("c", "a"), ("a", ""), ("e", ""));

        graph.TopologicalOrder.ShouldBe([3, 1, 2, 0, 4]);
    }

    [Fact]
    public void Parallel_stages_overlap_in_the_end_to_end_time()
    {
        var graph = Graph(("a", ""), ("b", "a"), ("c", "a"), ("d", "b c"));

        graph.EndToEnd([1, 2, 5, 3]).ShouldBe(9);
        graph.CriticalPath([1, 2, 5, 3]).ShouldBe([0, 2, 3]);
        graph.CriticalPath([1, 6, 5, 3]).ShouldBe([0, 1, 3]);
    }

    [Fact]
    public void A_stage_that_nobody_waits_for_can_end_last()
    {
        Graph(("a", ""), ("b", "a"), ("slow", "")).EndToEnd([1, 1, 10]).ShouldBe(10);
    }

    [Fact]
    public void A_cycle_is_named_by_its_stages()
    {
        Problem(("a", ""), ("b", "a c"), ("c", "b")).ShouldBe(
            "stages 'b', 'c' wait for one another: the workflow has a cycle");
    }

    [Fact]
    public void A_stage_that_waits_for_itself_is_a_cycle()
    {
        Problem(("a", "a")).ShouldContain("cycle");
    }

    [Fact]
    public void Unknown_and_repeated_stages_are_named()
    {
        Problem(("a", "ghost")).ShouldContain("'ghost'");
        Problem(("a", ""), ("a", "")).ShouldContain("'a' is listed twice");
    }

    [Fact]
    public void Durations_must_be_one_per_stage()
    {
        Should.Throw<ArgumentException>(() => Graph(("a", "")).EndToEnd([1, 2]));
    }

    private static WorkflowGraph Graph(params (string Name, string After)[] stages)
    {
        WorkflowGraph.TryCreate(Stages(stages), out var graph, out var problem).ShouldBeTrue(problem);
        return graph;
    }

    private static string Problem(params (string Name, string After)[] stages)
    {
        WorkflowGraph.TryCreate(Stages(stages), out _, out var problem).ShouldBeFalse();
        return problem;
    }

    private static List<Stage> Stages((string Name, string After)[] stages) =>
    [
        .. stages.Select(stage => new Stage(
            new StageName(stage.Name), FunctionId.Parse(stage.Name),
            [.. stage.After.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => new StageName(name))]))
    ];
}
