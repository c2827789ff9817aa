using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Problems;
using AquaTope.Models.Optimization.Problems.Tables;
using AquaTope.Models.Quantities;
using AquaTope.Models.Traces;
using AquaTope.Testing;

namespace AquaTope.Models.Tests.Optimization.Problems;

public sealed class MeasuredWorkflowProblemSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_plan_is_looked_up_at_the_nearest_measured_configuration()
    {
        var problem = TwoStages().Workflow("f,g", 10);
        var plan = new ResourcePlan([ResourceConfiguration.Of(0.6, 150), ResourceConfiguration.Of(1.9, 500)]);

        var truth = problem.Truth(plan).ShouldBeOfType<Evaluation.Measured>();

        truth.StageSeconds.ShouldBe([3.0, 0.5]);
        truth.Objective.ShouldBe(
            3 * problem.Prices.PerSecond(ResourceConfiguration.Of(0.5, 128))
            + 0.5 * problem.Prices.PerSecond(ResourceConfiguration.Of(2, 512)), 1e-12);
    }

    [Fact]
    public void Each_trial_draws_one_of_the_repetitions()
    {
        var problem = TwoStages().Workflow("f,g", 10);
        var plan = new ResourcePlan([ResourceConfiguration.Of(0.5, 128), ResourceConfiguration.Of(2, 512)]);

        var seen = Enumerable.Range(0, 40)
            .Select(t => ((Evaluation.Measured)problem.Observe(plan, 1, t)).StageSeconds[0]).ToList();

        seen.Distinct().Order().ShouldBe([2.0, 4.0]);
    }

    [Fact]
    public void A_configuration_that_failed_once_is_no_answer_and_fails_some_trials()
    {
        var problem = TwoStages().Workflow("f,g", 10);
        var plan = new ResourcePlan([ResourceConfiguration.Of(1, 128), ResourceConfiguration.Of(2, 512)]);

        problem.Truth(plan).ShouldBeOfType<Evaluation.Failed>().Stage.ShouldBe(0);
        Enumerable.Range(0, 40).Select(t => problem.Observe(plan, 1, t)).ShouldContain(run => run is Evaluation.Failed);
        Enumerable.Range(0, 40).Select(t => problem.Observe(plan, 1, t))
            .ShouldContain(run => run is Evaluation.Measured);
    }

    [Fact]
    public void Stages_joined_by_a_plus_run_side_by_side()
    {
        var problem = TwoStages().Workflow("f+g", 10);
        var plan = new ResourcePlan([ResourceConfiguration.Of(0.5, 128), ResourceConfiguration.Of(2, 512)]);

        ((Evaluation.Measured)problem.Truth(plan)).Constraints[0].ShouldBe(3 - 10, 1e-12);
    }

    [Fact]
    public void The_optimum_is_the_cheapest_measured_plan_that_keeps_the_target()
    {
        var problem = TwoStages().Workflow("f,g", 2.5);

        problem.Optimum!.Value.ShouldBe(
            problem.Prices.PerSecond(ResourceConfiguration.Of(1, 512))
            + 0.5 * problem.Prices.PerSecond(ResourceConfiguration.Of(2, 512)), 1e-12);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "line 1: the columns a, b are those of no known table")]
    [InlineData("function,mem_mb,duration_ms\nf,128\n", "line 2: 2 cells; expected 3")]
    [InlineData("function,mem_mb,duration_ms\nf,x,3\n", "line 2, column 2: found x")]
    [InlineData("function,mem_mb,duration_ms\nf,128,soon\n", "line 2, column 3: found 'soon'")]
    public void What_is_wrong_with_a_file_is_said_with_its_place(string text, string message)
    {
        Should.Throw<TraceFormatException>(() => StageTableFile.Read(Write(text))).Message.ShouldContain(message);
    }

    [Fact]
    public void An_unknown_stage_is_answered_with_those_there_are()
    {
        Should.Throw<ArgumentException>(() => TwoStages().Table("h")).Message.ShouldContain("there are f, g");
    }

    [SkippableTheory]
    [InlineData("data/profiles/openfaas_cpu_x_memory_latency.csv.gz", "pigo-face-detector,linpack", 30)]
    [InlineData("data/profiles/aws_lambda_46sizes_6functions_2020.csv.gz", "f1+f2,f3", 10)]
    [InlineData(
        "data/profiles/chunkfunc_video-processing.csv.gz", "validate-video,cut-video/16901793,merge-videos", 60)]
    [InlineData("data/workflows/jolteon_Video-Analytics_stage_profile.csv", "stage0,stage1,stage2,stage3", 60)]
    public void Published_measurements_can_be_read_and_have_an_optimum(string file, string stages, double qosSeconds)
    {
        var problem = StageTableFile.Read(SharedData.Require(file)).Workflow(stages, qosSeconds);

        problem.Optimum.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    private StageTableFile TwoStages() => StageTableFile.Read(Write("""
        benchmark,input,mem_mib,cpu_millicores,instance,rep,latency_s,status
        f,i,128,500,m,0,2.0,200
        f,i,128,500,m,1,4.0,200
        f,i,128,1000,m,0,0.5,200
        f,i,128,1000,m,1,0.1,500
        f,i,512,1000,m,0,1.0,200
        g,i,512,2000,m,0,0.5,200
        g,i,512,1000,m,0,1.6,200

        """));

    private string Write(string text)
    {
        var path = Path.Combine(_folder.FullName, "table.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
