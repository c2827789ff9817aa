using AquaTope.Models.Optimization.Staged;
using AquaTope.Models.Optimization.Staged.Learning;
using AquaTope.Models.Quantities;
using FsCheck;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Optimization.Staged;

public sealed class StageModelSpecs
{
    [Property]
    public void More_cpu_or_memory_never_makes_a_stage_slower(PositiveInt work, byte share, byte knee, byte pressure)
    {
        var model = new StageModel(work.Get / 10.0, share / 255.0, 64 * (1 + knee), pressure / 100.0, 0.1, 0.02);
        double[] cores = [0.1, 0.5, 0.9, 1, 1.1, 2, 6];
        double[] megabytes = [128, 200, 512, 3000, 10_240];

        foreach (var megabyte in megabytes)
            cores.Select(core => model.Seconds(core, megabyte)).ShouldBeInOrder(SortDirection.Descending);
        foreach (var core in cores)
            megabytes.Select(megabyte => model.Seconds(core, megabyte)).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void The_likelihood_of_columns_is_the_sum_over_the_runs()
    {
        var model = new StageModel(1.5, 0.7, 900, 0.6, 0.12, 0.05);
        StageRun[] runs =
        [
            Run(0.4, 512, 5.1), Run(1, 2048, 1.6), Run(2, 700, 1.2), Run(4, 300, 1.4), Run(3.3, 4096, 6.0),
            Run(0.1, 128, 60), Run(1.5, 1024, 1.3)
        ];

        var expected = runs.Sum(run => Math.Log(Density(model, run)));

        new StageObservations(runs, 60).LogLikelihood(model).ShouldBe(expected, 1e-9);
    }

    [Fact]
    public void A_run_far_off_is_taken_for_a_straggler()
    {
        var model = new StageModel(1, 0.5, 512, 0.5, 0.1, 0.02);

        model.Straggles(0.05).ShouldBeLessThan(0.01);
        model.Straggles(Math.Log(3)).ShouldBeGreaterThan(0.99);
    }

    private static double Density(StageModel model, StageRun run)
    {
        var residual = Math.Log(run.Seconds)
            - Math.Log(model.Seconds(run.Resources.Cpu.Cores, run.Resources.Memory.Megabytes));
        if (run.Seconds >= 60) residual = Math.Max(residual, 0);
        var regular = Math.Exp(-residual * residual / (2 * model.Sigma * model.Sigma))
            / (model.Sigma * Math.Sqrt(2 * Math.PI));
        var straggling = residual is > StageModel.StragglerLeast and < StageModel.StragglerMost
            ? StageModel.StragglerDensity
            : StageModel.OddDensity;
        return (1 - model.StragglerRate) * regular + model.StragglerRate * straggling;
    }

    private static StageRun Run(double cores, int megabytes, double seconds) =>
        new(ResourceConfiguration.Of(cores, megabytes), seconds);
}
