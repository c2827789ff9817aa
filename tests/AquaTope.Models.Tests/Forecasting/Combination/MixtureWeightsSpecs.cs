using AquaTope.Models.Forecasting.Combination;

namespace AquaTope.Models.Tests.Forecasting.Combination;

public sealed class MixtureWeightsSpecs
{
    [Fact]
    public void Before_anything_was_learned_weights_are_the_priors_of_those_that_are_ready()
    {
        Span<double> shares = stackalloc double[3];

        new MixtureWeights([3, 1, 1], memory: 100).Write([true, false, true], shares);

        shares.ToArray().ShouldBe([0.75, 0, 0.25]);
    }

    [Fact]
    public void The_expert_that_would_have_lowered_the_loss_gains_all_weight()
    {
        var weights = new MixtureWeights([1, 1], memory: 1000);
        Span<double> shares = stackalloc double[2];

        for (var i = 0; i < 500; i++) weights.Observe([true, true], [0.1, -0.1]);

        weights.Write([true, true], shares);
        shares[0].ShouldBeGreaterThan(0.95);
    }

    [Fact]
    public void What_was_learned_is_forgotten_with_time()
    {
        var weights = new MixtureWeights([1, 1], memory: 20);
        Span<double> shares = stackalloc double[2];

        for (var i = 0; i < 500; i++) weights.Observe([true, true], [0.1, -0.1]);
        for (var i = 0; i < 100; i++) weights.Observe([true, true], [-0.1, 0.1]);

        weights.Write([true, true], shares);
        shares[1].ShouldBeGreaterThan(0.8);
    }
}
