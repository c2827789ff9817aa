using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Optimization.Staged;
using AquaTope.Models.Optimization.Staged.Learning;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Optimization.Staged;

public sealed class ResidualSurfaceSpecs
{
    private static readonly FunctionChoices Choices = FunctionChoices.Of(ResourceRange.Default, new PriceModel());

    [Fact]
    public void Noise_alone_leaves_the_surface_flat()
    {
        Enumerable.Range(0, 10).Count(seed => Fit((ulong)seed, _ => 0).IsFlat).ShouldBeGreaterThan(8);
    }

    [Fact]
    public void A_bump_the_model_does_not_know_is_found()
    {
        static double Bump(ResourceConfiguration at) => at.Memory.Megabytes > 2000 ? 0.5 : 0;

        var surface = Fit(3, Bump);

        surface.IsFlat.ShouldBeFalse();
        surface.At(ResourceConfiguration.Of(2, 6000)).Mean.ShouldBe(0.5, 0.15);
        surface.At(ResourceConfiguration.Of(2, 400)).Mean.ShouldBe(0, 0.15);
        surface.Noise.ShouldBeLessThan(0.2);
    }

    private static ResidualSurface Fit(ulong seed, Func<ResourceConfiguration, double> surface)
    {
        var chance = new CounterRandom(seed);
        var runs = Enumerable.Range(0, 40).Select(i => new StageRun(
            ResourceConfiguration.Of(
                0.1 + 5.9 * chance.Uniform((ulong)i, 0),
                (int)(128 * Math.Pow(80, chance.Uniform((ulong)i, 1)))), 1)).ToList();
        var residuals = runs.Select((run, i) => surface(run.Resources) + 0.1 * chance.Normal((ulong)i, 5)).ToArray();
        return ResidualSurface.Fit(
            runs, residuals, new double[runs.Count],
            surface(ResourceConfiguration.Of(1, 8000)) > 0 ? 0.25 : 0.1, Choices);
    }
}
