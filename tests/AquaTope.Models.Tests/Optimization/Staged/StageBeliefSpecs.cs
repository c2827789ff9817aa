using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Optimization.Staged;
using AquaTope.Models.Optimization.Staged.Learning;
using AquaTope.Models.Optimization.Staged.Plans;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Optimization.Staged;

public sealed class StageBeliefSpecs
{
    // Time falls in steps as whole cores come in with memory, and lies off Amdahl's law at three cores.
    private static readonly (double Cores, int Megabytes, double Seconds)[] Steps =
    [
        (1, 256, 38.9), (1, 640, 38.6), (1, 1280, 38.4), (2, 1792, 19.3), (2, 2880, 19.2), (3, 3584, 13.0),
        (3, 3968, 13.8), (4, 5312, 10.9), (4, 6656, 10.8), (5, 8128, 9.5), (6, 9664, 9.0)
    ];

    [Fact]
    public void A_configuration_measured_again_and_again_is_believed_whatever_the_models_say()
    {
        var repeated = ResourceConfiguration.Of(3, 3584);
        var runs = Steps
            .Select(step => new StageRun(ResourceConfiguration.Of(step.Cores, step.Megabytes), step.Seconds))
            .Concat(Enumerable.Repeat(new StageRun(repeated, 13.0), 10)).ToList();

        var belief = Believe(new StageEvidence(runs, []));

        var choice = Array.FindIndex(Steps, step => step.Megabytes == 3584);
        belief.Mean(choice).ShouldBe(13.0, 0.1);
        var seconds = Enumerable.Range(0, belief.Count).Select(draw => belief.Seconds(choice, draw)).ToList();
        Math.Sqrt(seconds.Average(value => Math.Pow(value / belief.Mean(choice) - 1, 2))).ShouldBeLessThan(0.01);
    }

    [Fact]
    public void After_failures_with_little_memory_a_plan_with_less_hardly_runs()
    {
        var runs = Steps.Skip(1).Select(
            step => new StageRun(ResourceConfiguration.Of(step.Cores, step.Megabytes), step.Seconds)).ToList();
        var failed = ResourceConfiguration.Of(1, 256);

        var belief = Believe(new StageEvidence(runs, [failed, failed]));

        belief.ChanceToRun(0).ShouldBeLessThan(0.1);
        belief.ChanceToRun(Steps.Length - 1).ShouldBe(1);
    }

    private static StageBelief Believe(StageEvidence evidence) => new(
        StageLearning.Learn([evidence], 1e9, 256, new CounterRandom(5))[0],
        new FunctionChoices([
            .. Steps.Select(step => new PricedConfiguration(ResourceConfiguration.Of(step.Cores, step.Megabytes), 1))
        ]),
        512, 1, new CounterRandom(6));
}
