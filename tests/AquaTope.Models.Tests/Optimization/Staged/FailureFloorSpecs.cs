using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Staged;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Optimization.Staged;

public sealed class FailureFloorSpecs
{
    private static readonly FunctionChoices Choices = FunctionChoices.Of(ResourceRange.Default, new PriceModel());

    [Fact]
    public void Repeated_failures_with_little_memory_raise_a_floor_above_them()
    {
        var floor = Floor([At(2, 1024), At(2, 2048), At(1, 4096)], [At(2, 256), At(3, 200), At(2, 300)]);

        ShareBelow(floor, 301).ShouldBeLessThan(0.05);
        ShareBelow(floor, 1025).ShouldBeGreaterThan(0.98);
    }

    [Fact]
    public void A_failure_among_successes_with_less_is_an_accident()
    {
        var floor = Floor([At(2, 256), At(2, 512), At(1, 300), At(2, 400)], [At(2, 4096)]);

        ShareBelow(floor, 257).ShouldBeGreaterThan(0.98);
    }

    [Fact]
    public void A_failure_with_the_least_memory_tells_more_than_runs_there_that_went_well()
    {
        var others = Enumerable.Range(0, 20).Select(i => At(2, 512 + 64 * i)).ToList();
        ResourceConfiguration[] least = [At(2, 128), At(2, 128), At(2, 128)];

        var untouched = Floor([.. others, .. least], []);
        var touched = Floor([.. others, .. least], [At(2, 128)]);

        ShareBelow(untouched, 129).ShouldBeGreaterThan(0.97);
        ShareBelow(touched, 129).ShouldBeLessThan(0.9);
        ShareBelow(touched, 257).ShouldBeGreaterThan(0.97);
    }

    [Fact]
    public void More_memory_never_fails_likelier()
    {
        var floor = Floor([At(2, 1024)], [At(2, 256)]);

        Choices.Megabytes.Select(megabytes => ShareBelow(floor, megabytes)).ShouldBeInOrder(SortDirection.Ascending);
    }

    private static FailureFloor Floor(ResourceConfiguration[] runs, ResourceConfiguration[] failures) =>
        new(new StageEvidence([.. runs.Select(at => new StageRun(at, 1))], failures), Choices);

    private static double ShareBelow(FailureFloor floor, double megabytes) => Enumerable.Range(0, 1000)
        .Count(i => floor.Draw((i + 0.5) / 1000).Megabytes <= megabytes) / 1000.0;

    private static ResourceConfiguration At(double cores, int megabytes) => ResourceConfiguration.Of(cores, megabytes);
}
