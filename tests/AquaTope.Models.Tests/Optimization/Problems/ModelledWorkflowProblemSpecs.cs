using System.Text;
using AquaTope.Models.Optimization.Problems;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Optimization.Problems;

public sealed class ModelledWorkflowProblemSpecs
{
    [Fact]
    public void Optima_are_found_by_search_over_the_whole_grid()
    {
        ModelledWorkflowProblem.ThreeInARow.Optimum!.Value.ShouldBe(1.02858, 1e-5);
        ModelledWorkflowProblem.FiveWithAPair.Optimum!.Value.ShouldBe(1.767885, 1e-6);
    }

    [Fact]
    public void Stages_without_memory_are_slower_and_stages_below_a_core_are_throttled()
    {
        var law = new StageLaw(2, 0.5, 1024, 0.4);

        law.Seconds(ResourceConfiguration.Of(1, 1024)).ShouldBe(2);
        law.Seconds(ResourceConfiguration.Of(2, 2048)).ShouldBe(1.5);
        law.Seconds(ResourceConfiguration.Of(0.5, 1024)).ShouldBe(4);
        law.Seconds(ResourceConfiguration.Of(1, 512)).ShouldBe(2.8, 1e-12);
        law.Seconds(ResourceConfiguration.Of(0.1, 128)).ShouldBe(60);
    }

    [Fact]
    public void A_model_document_gives_stages_graph_target_and_noise()
    {
        var problem = Read("""
            {"name": "diamond", "qosSeconds": 2.5, "noiseSigma": 0, "stragglerRate": 0, "stages": [
              {"name": "a", "work": 0.5, "parallelFraction": 0, "memoryKneeMb": 128, "memoryPressure": 0.1},
              {"name": "b", "work": 1, "parallelFraction": 0.5, "memoryKneeMb": 128, "memoryPressure": 0, "after": ["a"]},
              {"name": "c", "work": 0.2, "parallelFraction": 0, "memoryKneeMb": 128, "memoryPressure": 0, "after": ["a"]},
              {"name": "d", "work": 0.5, "parallelFraction": 0, "memoryKneeMb": 128, "memoryPressure": 0,
               "after": ["b", "c"]}]}
            """);

        problem.Dimensions.ShouldBe(8);
        var truth = problem.Truth(problem.Space.ToPlan(Middle(8))).ShouldBeOfType<Evaluation.Measured>();
        truth.StageSeconds.Count.ShouldBe(4);
        truth.Constraints[0].ShouldBe(
            truth.StageSeconds[0] + truth.StageSeconds[1] + truth.StageSeconds[3] - 2.5, 1e-12);
        problem.Observe(Middle(8), 3, 0).ShouldBeOfType<Evaluation.Measured>().Objective.ShouldBe(truth.Objective);
        problem.Optimum.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("""{"name": "x", "qosSeconds": 1}""", "stages: found no such list")]
    [InlineData("""{"name": "x", "qosSeconds": -1, "stages": []}""", "qosSeconds: found -1; expected a number from")]
    [InlineData("""{"name": "x", "qosSeconds": 1, "noise": 2, "stages": []}""", "noise: found 2; expected no such field")]
    [InlineData("""{"name": "x", "qosSeconds": 1, "stages": [{"name": "a"}]}""", "stages[0].work: found nothing")]
    [InlineData("""{"name": "x", """, "document: found")]
    public void What_is_wrong_with_a_document_is_said_of_its_first_wrong_field(string json, string message)
    {
        WorkflowModelDocument.TryRead(Encoding.UTF8.GetBytes(json), out _, out var problem).ShouldBeFalse();
        problem.ToString().ShouldStartWith(message);
    }

    [Fact]
    public void Failures_and_stragglers_come_at_their_rates()
    {
        var disturbed = ModelledWorkflowProblem.ThreeInARow.With(new RunNoise(0, 0.2, 10, 0.05));
        var plain = (Evaluation.Measured)disturbed.Truth(Middle(6));
        var runs = Enumerable.Range(0, 4000).Select(t => disturbed.Observe(Middle(6), 1, t)).ToList();

        (runs.Count(run => run is Evaluation.Failed) / 4000.0).ShouldBe(1 - Math.Pow(0.95, 3), 0.02);
        var first = runs.OfType<Evaluation.Measured>().Select(run => run.StageSeconds[0] / plain.StageSeconds[0])
            .ToList();
        first.Count(factor => factor > 5).ShouldBeInRange((int)(0.17 * first.Count), (int)(0.23 * first.Count));
    }

    private static double[] Middle(int dimensions) => [.. Enumerable.Repeat(0.5, dimensions)];

    private static ModelledWorkflowProblem Read(string json) =>
        WorkflowModelDocument.TryRead(Encoding.UTF8.GetBytes(json), out var model, out var problem)
            ? model
            : throw new InvalidOperationException(problem.ToString());
}
