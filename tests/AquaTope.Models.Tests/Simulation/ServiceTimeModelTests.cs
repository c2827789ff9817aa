using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;
using AquaTope.Models.Telemetry;
using static AquaTope.Models.Tests.Simulation.PlatformUnderTest;

namespace AquaTope.Models.Tests.Simulation;

public sealed class ServiceTimeModelTests
{
    // The second stage of the wf3 sizing problem.
    private static readonly ServiceTimeModel Stage = new()
    {
        Work = TimeSpan.FromSeconds(3),
        ParallelFraction = 0.92,
        MemoryKnee = MemorySize.FromMegabytes(3072),
        MemoryPressure = 0.8
    };

    [Theory]
    [InlineData(1, 3072, 3.0)]
    [InlineData(0.5, 3072, 6.0)]
    [InlineData(4, 3072, 3 * (0.08 + 0.92 / 4))]
    [InlineData(1, 10240, 3.0)]
    [InlineData(1, 1536, 3 * 1.8)]
    [InlineData(2, 1024, 3 * (0.08 + 0.92 / 2) * (1 + 0.8 * 2))]
    public void Cores_divide_the_parallel_share_and_memory_below_the_knee_slows_down(
        double cores, int megabytes, double seconds) =>
        Stage.Expected(ResourceConfiguration.Of(cores, megabytes)).TotalSeconds.ShouldBe(seconds, 1e-6);

    [Fact]
    public void Loading_is_sequential_so_only_less_than_a_core_slows_initialization()
    {
        var model = new ServiceTimeModel { Work = TimeSpan.Zero, Initialization = TimeSpan.FromSeconds(1) };

        model.ExpectedInitialization(CpuShare.FromCores(4)).ShouldBe(TimeSpan.FromSeconds(1));
        model.ExpectedInitialization(CpuShare.FromCores(0.25)).ShouldBe(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void Noise_is_lognormal_around_the_expected_time()
    {
        var logs = Runs(Stage with { NoiseSigma = 0.2 }, 4000).Select(run => Math.Log(run / 6)).ToArray();

        logs.Average().ShouldBe(0, 0.01);
        Math.Sqrt(logs.Average(x => x * x)).ShouldBe(0.2, 0.01);
    }

    [Fact]
    public void Stragglers_are_as_frequent_and_as_slow_as_asked_for()
    {
        var runs = Runs(Stage with { StragglerRate = 0.05, StragglerFactor = 3 }, 4000);

        runs.ShouldAllBe(run => Math.Abs(run - 6) < 0.01 || Math.Abs(run - 18) < 0.01);
        runs.Count(run => run > 10).ShouldBeInRange(150, 250);
    }

    [Theory]
    [InlineData(false, null, 1.0)]
    [InlineData(false, 2.0, 0.25)]
    [InlineData(true, 2.0, 4.0)]
    public void The_cpu_is_the_actions_own_only_where_the_platform_has_cpu_limits(
        bool limits, double? userCpus, double cores)
    {
        var options = Plain with
        {
            CpuLimits = limits,
            UserCpus = userCpus,
            UserMemory = MemorySize.FromMegabytes(2048)
        };

        DeployedAction.CpuOf(ResourceConfiguration.Of(4, 256), options).ShouldBe(CpuShare.FromCores(cores));
    }

    [Fact]
    public void A_share_of_the_cores_is_never_below_a_hundredth()
    {
        var options = Plain with { UserCpus = 0.1, UserMemory = MemorySize.FromMegabytes(8192) };

        DeployedAction.CpuOf(ResourceConfiguration.Of(1, 128), options).ShouldBe(CpuShare.FromCores(0.01));
    }

    [Theory]
    [InlineData(-0.1, 0.0, 0.0, 1.0)]
    [InlineData(1.1, 0.0, 0.0, 1.0)]
    [InlineData(0.5, double.NaN, 0.0, 1.0)]
    [InlineData(0.5, 0.1, -0.1, 1.0)]
    [InlineData(0.5, 0.1, 0.1, 0.5)]
    public void Parameters_out_of_range_are_refused_when_deployed(
        double parallel, double sigma, double stragglers, double factor) =>
        Should.Throw<ArgumentException>(() => new PlatformUnderTest().Deploy(Action("f", service: Stage with
        {
            ParallelFraction = parallel,
            NoiseSigma = sigma,
            StragglerRate = stragglers,
            StragglerFactor = factor
        })));

    // Half a core: the expected time is 6 s.
    private static double[] Runs(ServiceTimeModel service, int count)
    {
        var options = Plain with { CpuLimits = true, UserMemory = MemorySize.FromMegabytes(4096) };
        var action = Action("f", service: service) with { Resources = ResourceConfiguration.Of(0.5, 3072) };
        var platform = new PlatformUnderTest(options).Deploy(action);
        for (var i = 0; i < count; i++) platform.Submit("f", i * 60);
        platform.AdvanceTo(count * 60);
        platform.Ended.ShouldAllBe(run => run.Status == ActivationStatus.Success);
        return [.. platform.Ended.Select(run => run.Execution.TotalSeconds)];
    }
}
