using System.Text.Json;
using AquaTope.Models.Optimization;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tests.Workflows;
using AquaTope.Testing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Optimization;

public sealed class SearchSpaceSpecs
{
    [SkippableTheory]
    [InlineData("wf3", 3)]
    [InlineData("wf5", 5)]
    public void Points_fall_onto_the_grid_as_the_reference_rounds_them(string problem, int stages)
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("vectors/problems.json")));
        var space = new SearchSpace(
            [.. Enumerable.Repeat(ResourceRange.Default, stages)], [.. Enumerable.Range(0, stages)]);

        foreach (var row in
                 vectors.RootElement.GetProperty("problems").GetProperty(problem).GetProperty("rows").EnumerateArray())
        {
            var point = row.GetProperty("x").EnumerateArray().Select(value => value.GetDouble()).ToArray();
            var expected = row.GetProperty("config").EnumerateArray()
                .Select(pair => ResourceConfiguration.Of(pair[0].GetDouble(), (int)pair[1].GetDouble()));
            space.ToPlan(point).Stages.ShouldBe(expected);
        }
    }

    [Fact]
    public void A_point_between_two_steps_goes_to_the_even_one_and_a_point_just_below_stays_below()
    {
        var range = Range(0.1, 6, 0.1, 128, 384, 128);

        range.CpuAt((0.25 - 0.1) / (6 - 0.1)).Cores.ShouldBe(0.2);
        range.CpuAt((0.15 - 0.1) / (6 - 0.1)).Cores.ShouldBeOneOf(0.1, 0.2);
        range.MemoryAt(0.25).Megabytes.ShouldBe(256);
        range.MemoryAt(0.75).Megabytes.ShouldBe(256);
    }

    [Fact]
    public void The_corners_of_the_cube_are_the_bounds_of_the_range()
    {
        var space = SearchSpace.Of(ModelWorkflows.Chain("w", 1, "f"), ResourceRange.Default);

        space.ToPlan([0, 0]).Stages.ShouldBe([ResourceConfiguration.Of(0.1, 128)]);
        space.ToPlan([1, 1]).Stages.ShouldBe([ResourceConfiguration.Of(6, 10_240)]);
    }

    [Property]
    public Property Every_plan_of_the_grid_comes_back_from_its_point(PositiveInt cpu, PositiveInt memory)
    {
        var space = SearchSpace.Of(ModelWorkflows.Chain("w", 1, "f"), ResourceRange.Default);
        var plan = new ResourcePlan(
            [ResourceConfiguration.Of(0.1 * (1 + cpu.Get % 60), 128 + memory.Get % 10_113)]);

        return (space.ToPlan(space.ToPoint(plan)) == plan).ToProperty();
    }

    [Fact]
    public void Stages_of_one_function_share_its_coordinates()
    {
        var space = SearchSpace.Of(ModelWorkflows.Chain("w", 1, "f", "g", "f"), ResourceRange.Default);

        space.Dimensions.ShouldBe(4);
        var plan = space.ToPlan([0.1, 0.2, 0.7, 0.8]);
        plan.Stages[2].ShouldBe(plan.Stages[0]);
        plan.Stages[1].ShouldNotBe(plan.Stages[0]);
    }

    [Fact]
    public void Without_CPU_limits_only_memory_is_chosen_and_CPU_is_one_core()
    {
        ResourceRange.Default.TryNarrow(Platform(PlatformCapabilities.None, 128, 512), out var range, out _)
            .ShouldBeTrue();
        var space = SearchSpace.Of(ModelWorkflows.Chain("w", 1, "f"), range);

        space.Dimensions.ShouldBe(1);
        space.ToPlan([1]).Stages.ShouldBe([ResourceConfiguration.Of(1, 512)]);
    }

    [Fact]
    public void A_platforms_bounds_are_moved_inwards_onto_the_grid()
    {
        var range = Range(0.1, 6, 0.1, 128, 10_240, 128);

        range.TryNarrow(Platform(PlatformCapabilities.CpuLimits, 200, 1000), out var narrowed, out _).ShouldBeTrue();

        narrowed.MinimumMemory.Megabytes.ShouldBe(256);
        narrowed.MaximumMemory.Megabytes.ShouldBe(896);
        narrowed.MaximumCpu.Cores.ShouldBe(4);
    }

    [Fact]
    public void A_platform_that_allows_nothing_of_the_range_is_named()
    {
        Range(0.1, 6, 0.1, 1024, 2048, 1024)
            .TryNarrow(Platform(PlatformCapabilities.None, 128, 512), out _, out var problem).ShouldBeFalse();

        problem.ShouldContain("128 MB to 512 MB");
        problem.ShouldContain("1024 MB to 2048 MB");
    }

    [Theory]
    [InlineData(0.1, 6, 0.3, 128, 256, 1)]
    [InlineData(0.15, 6, 0.1, 128, 256, 1)]
    [InlineData(2, 1, 0.1, 128, 256, 1)]
    [InlineData(0.1, 6, 0.1, 256, 128, 1)]
    [InlineData(0.1, 6, 0.1, 100, 256, 64)]
    [InlineData(0.1, 6, 0.1, 128, 256, 0)]
    public void A_range_off_its_grid_or_without_points_is_refused(
        double leastCpu, double mostCpu, double cpuStep, int leastMemory, int mostMemory, int memoryStep)
    {
        Should.Throw<ArgumentException>(() => Range(leastCpu, mostCpu, cpuStep, leastMemory, mostMemory, memoryStep));
    }

    [Fact]
    public void A_point_of_another_space_is_refused()
    {
        var space = SearchSpace.Of(ModelWorkflows.Chain("w", 1, "f"), ResourceRange.Default);

        Should.Throw<ArgumentException>(() => space.ToPlan([0.5]));
    }

    private static ResourceRange Range(
        double leastCpu, double mostCpu, double cpuStep, int leastMemory, int mostMemory, int memoryStep) => new(
        CpuShare.FromCores(leastCpu), CpuShare.FromCores(mostCpu), CpuShare.FromCores(cpuStep),
        MemorySize.FromMegabytes(leastMemory), MemorySize.FromMegabytes(mostMemory),
        MemorySize.FromMegabytes(memoryStep));

    private static PlatformDescription Platform(PlatformCapabilities capabilities, int leastMemory, int mostMemory) =>
        new(
        capabilities, MemorySize.FromMegabytes(leastMemory), MemorySize.FromMegabytes(mostMemory),
        CpuShare.FromCores(0.1), CpuShare.FromCores(4), 30);
}
