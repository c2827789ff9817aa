using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;
using AquaTope.Models.Simulation.Workloads;

namespace AquaTope.Models.Tests.Simulation.Workloads;

public sealed class BenchmarkWorkflowsTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    public static TheoryData<string> Names => [.. BenchmarkWorkflows.All.Select(w => w.Workflow.Id.Value)];

    [Theory]
    [InlineData("chain", 3)]
    [InlineData("fan-out-fan-in", 6)]
    [InlineData("ml-pipeline", 4)]
    [InlineData("video-processing", 5)]
    [InlineData("social-network", 10)]
    public void Workflows_have_the_stages_of_the_evaluation_and_an_action_for_each(string name, int stages)
    {
        var benchmark = Named(name);

        benchmark.Workflow.Stages.Count.ShouldBe(stages);
        benchmark.Actions.Select(a => a.Id).ShouldBe(benchmark.Workflow.Stages.Select(s => s.Function));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Generous_resources_meet_the_promise_with_room(string name)
    {
        var benchmark = Named(name);
        var generous = benchmark.Actions.Select(a => a.Resources).ToArray();

        Expected(benchmark, generous).ShouldBeLessThan(0.75 * Promise(benchmark));
        ShareMet(benchmark, generous).ShouldBeGreaterThan(0.98);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_core_and_the_working_set_meet_the_promise_too_and_cost_a_fifth_less(string name)
    {
        var benchmark = Named(name);
        var generous = benchmark.Actions.Select(a => a.Resources).ToArray();
        var frugal = benchmark.Actions
            .Select(a => new ResourceConfiguration(CpuShare.FromCores(1), a.Service.MemoryKnee)).ToArray();

        CostOf(benchmark, frugal).ShouldBeLessThan(0.8 * CostOf(benchmark, generous));
        ShareMet(benchmark, frugal).ShouldBeGreaterThan(0.95);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cold_start_anywhere_on_the_critical_path_breaks_the_promise(string name)
    {
        var benchmark = Named(name);
        var warm = Durations(benchmark, [.. benchmark.Actions.Select(a => a.Resources)]);

        foreach (var stage in benchmark.Workflow.Graph.CriticalPath(warm))
        {
            var action = benchmark.Actions[stage];
            var times = ColdStartModel.Measured.Of(action.Kind);
            var cold = (double[])warm.Clone();
            cold[stage] += (times.Creation.Median + times.Initialization.Median).TotalSeconds
                           + action.Service.ExpectedInitialization(action.Resources.Cpu).TotalSeconds;
            benchmark.Workflow.Graph.EndToEnd(cold).ShouldBeGreaterThan(Promise(benchmark), action.Id.Value);
        }
    }

    private static BenchmarkWorkflow Named(string name) =>
        BenchmarkWorkflows.All.Single(w => w.Workflow.Id.Value == name);

    private static double Promise(BenchmarkWorkflow benchmark) => benchmark.Workflow.Qos.Latency.TotalSeconds;

    private static double[] Durations(BenchmarkWorkflow benchmark, ResourceConfiguration[] plan) =>
        [.. benchmark.Actions.Zip(plan, (action, resources) => action.Service.Expected(resources).TotalSeconds)];

    private static double Expected(BenchmarkWorkflow benchmark, ResourceConfiguration[] plan) =>
        benchmark.Workflow.Graph.EndToEnd(Durations(benchmark, plan));

    private static double CostOf(BenchmarkWorkflow benchmark, ResourceConfiguration[] plan) =>
        benchmark.Actions.Zip(plan, (action, resources) =>
            new PriceModel().Of(resources, action.Service.Expected(resources)).Amount).Sum();

    // The share of 1000 warm runs that end in time; stages run one per minute, each in a container of its own.
    private static double ShareMet(BenchmarkWorkflow benchmark, ResourceConfiguration[] plan)
    {
        const int runs = 1000;
        var platform = new SimulatedPlatform(
            new SimulatedPlatformOptions { CpuLimits = true, UserMemory = MemorySize.FromMegabytes(65_536) }, 1, Start);
        var executions = benchmark.Actions.ToDictionary(a => a.Id, _ => new List<double>());
        platform.Completed += ended => executions[ended.Function].Add(ended.Execution.TotalSeconds);
        foreach (var (action, resources) in benchmark.Actions.Zip(plan))
        {
            platform.Deploy(action with { Resources = resources });
            for (var i = 0; i < runs; i++) platform.Submit(action.Id, Start.AddMinutes(i));
        }
        platform.AdvanceTo(Start.AddMinutes(runs));

        var met = Enumerable.Range(0, runs).Count(i => benchmark.Workflow.Graph.EndToEnd(
            [.. benchmark.Actions.Select(a => executions[a.Id][i])]) <= Promise(benchmark));
        return (double)met / runs;
    }
}
