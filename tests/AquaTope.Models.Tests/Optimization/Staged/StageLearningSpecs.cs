using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Optimization.Staged;
using AquaTope.Models.Optimization.Staged.Learning;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Optimization.Staged;

public sealed class StageLearningSpecs
{
    private static readonly StageModel Truth = new(2, 0.85, 1500, 0.6, 0.1, 0.05);

    [Fact]
    public void Beliefs_contract_about_the_truth_as_runs_come_in()
    {
        var (few, many) = (Learn(8, 0), Learn(120, 0));

        Spread(many).ShouldBeLessThan(0.5 * Spread(few));
        Log(many).Average().ShouldBe(Math.Log(Truth.Seconds(3, 1800)), 0.04);
        many.Average(model => model.Sigma).ShouldBe(0.1, 0.03);
    }

    [Fact]
    public void Stragglers_hardly_move_what_is_believed_of_undisturbed_runs()
    {
        var disturbed = Learn(60, 0.15);

        Log(disturbed).Average().ShouldBe(Log(Learn(60, 0)).Average(), 0.06);
        disturbed.Average(model => model.StragglerRate).ShouldBeInRange(0.06, 0.3);
    }

    [Fact]
    public void A_stage_that_never_ran_is_believed_to_take_almost_anything()
    {
        var models = StageLearning.Learn([new StageEvidence([], [])], 60, 64, new CounterRandom(1))[0].Models;

        Log(models).Max().ShouldBeGreaterThan(Log(models).Min() + 3);
    }

    [Fact]
    public void The_same_runs_and_stream_give_the_same_draws()
    {
        Learn(20, 0).ShouldBe(Learn(20, 0));
    }

    private static IReadOnlyList<StageModel> Learn(int runs, double stragglers)
    {
        var chance = new CounterRandom(11);
        var seen = new StageRun[runs];
        for (var i = 0; i < runs; i++)
        {
            var row = (ulong)i;
            var (cores, megabytes) = (0.1 + 5.9 * chance.Uniform(row, 0), 128 + (int)(8000 * chance.Uniform(row, 1)));
            var factor = Math.Exp(0.1 * chance.Normal(row, 1)) * (chance.Uniform(row, 9) < stragglers ? 4 : 1);
            seen[i] = new StageRun(
                ResourceConfiguration.Of(cores, megabytes), Truth.Seconds(cores, megabytes) * factor);
        }
        return StageLearning.Learn([new StageEvidence(seen, [])], 1e9, 256, new CounterRandom(5))[0].Models;
    }

    private static IEnumerable<double> Log(IReadOnlyList<StageModel> models) =>
        models.Select(model => Math.Log(model.Seconds(3, 1800)));

    private static double Spread(IReadOnlyList<StageModel> models)
    {
        var mean = Log(models).Average();
        return Math.Sqrt(Log(models).Average(value => Math.Pow(value - mean, 2)));
    }
}
