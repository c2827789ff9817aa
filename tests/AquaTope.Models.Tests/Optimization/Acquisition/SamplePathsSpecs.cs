using AquaTope.Models.Optimization.Acquisition;
using AquaTope.Models.Optimization.Gaussian;

namespace AquaTope.Models.Tests.Optimization.Acquisition;

public sealed class SamplePathsSpecs
{
    private const int Paths = 4096;

    private static readonly Hyperparameters Known = new([0.4, 0.6], 1.3, 0.1, 0.2);

    // The second point repeats the first.
    private static readonly double[][] Points = [[0.1, 0.1], [0.1, 0.1], [0.5, 0.4], [0.9, 0.3], [0.4, 0.8]];
    private static readonly double[] Values = [0.3, 0.5, -0.8, 1.2, 0.1];

    [Fact]
    public void Paths_have_the_moments_of_the_posterior_where_they_are_known_and_elsewhere()
    {
        var paths = Draw();
        var process = GaussianProcess.Condition(KernelShape.Matern52, Known, Points, Values);
        var drawn = new double[Paths];
        for (var i = 0; i < Points.Length; i++)
        {
            paths.Values(i, drawn);
            ShouldHaveMoments(drawn, 0, process.Predict(Points[i]));
        }

        var variance = paths.Condition([0.7, 0.7], drawn);
        ShouldHaveMoments(drawn, variance, process.Predict([0.7, 0.7]));
    }

    [Fact]
    public void A_path_at_a_repeated_point_has_one_value()
    {
        var paths = Draw();
        var first = new double[Paths];
        var second = new double[Paths];
        paths.Values(0, first);
        paths.Values(1, second);

        first.Zip(second, (one, other) => Math.Abs(one - other)).Max().ShouldBeLessThan(1e-3);
    }

    [Fact]
    public void A_path_passes_through_every_point_that_was_added()
    {
        var paths = Draw();
        var added = new double[Paths];
        var met = new double[Paths];
        paths.Extend([0.7, 0.7], new BaseSamples(Paths, 9).Coordinate(30));
        paths.Values(Points.Length, added);

        paths.Condition([0.7, 0.7], met).ShouldBeLessThan(1e-6);
        met.Zip(added, (one, other) => Math.Abs(one - other)).Max().ShouldBeLessThan(1e-3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(500)]
    public void Base_samples_are_evenly_normal_in_every_coordinate(int coordinate)
    {
        var normals = new BaseSamples(64, 1).Coordinate(coordinate);

        normals.Average().ShouldBe(0, 0.05);
        normals.Average(normal => normal * normal).ShouldBe(1, 0.12);
        new BaseSamples(64, 1).Coordinate(coordinate).ShouldBe(normals);
        new BaseSamples(64, 2).Coordinate(coordinate).ShouldNotBe(normals);
    }

    private static SamplePaths Draw()
    {
        var samples = new BaseSamples(Paths, 4);
        var normals = Enumerable.Range(0, Points.Length).Select(samples.Coordinate).ToList();
        return SamplePaths.Draw(
            KernelShape.Matern52, Known, Points, Values, [], Paths, (path, point) => normals[point][path]);
    }

    private static void ShouldHaveMoments(double[] drawn, double variance, Prediction expected)
    {
        var mean = drawn.Average();
        mean.ShouldBe(expected.Mean, 0.01);
        (variance + drawn.Average(value => (value - mean) * (value - mean))).ShouldBe(expected.Variance, 0.02);
    }
}
