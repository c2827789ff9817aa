using AquaTope.Models.Optimization.Anomalies;
using AquaTope.Models.Optimization.Gaussian;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tests.Optimization.Anomalies;

public sealed class OutlierSpecs
{
    private const int Count = 40;

    private static readonly CounterRandom Chance = new(8);
    private static readonly Hyperparameters Known = new([0.3], 1, 0.01, 0);

    private static readonly double[][] Points =
        [.. Enumerable.Range(0, Count).Select(i => (double[])[i / (double)(Count - 1)])];

    [Fact]
    public void A_straggler_is_an_outlier_and_its_neighbours_are_not()
    {
        var outliers = LeaveOneOutOutliers.Find(Process(Straggling(17)), new bool[Count]);

        outliers[0].ShouldBe(17);
        outliers.Count.ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public void What_does_not_count_anyway_is_no_outlier()
    {
        var disregarded = new bool[Count];
        disregarded[17] = true;

        LeaveOneOutOutliers.Find(Process(Straggling(17)), disregarded).ShouldNotContain(17);
    }

    [Fact]
    public void However_bad_the_model_a_tenth_is_removed_at_most()
    {
        double[] jumping = [.. Points.Select((_, i) => i % 2 == 0 ? 5.0 : -5.0)];

        LeaveOneOutOutliers.Find(Process(jumping), new bool[Count]).Count.ShouldBe(Count / 10);
    }

    [Fact]
    public void Stragglers_get_a_noise_of_their_own_and_the_rest_none()
    {
        var extra = RelevancePursuit.Pursue(
            Process(Straggling(5, 23)), new double[Count], noise => Process(Straggling(5, 23), noise));

        extra.Select((noise, i) => (noise, i)).Where(entry => entry.noise > 0).Select(entry => entry.i)
            .ShouldBe([5, 23]);
        extra[5].ShouldBe(9, 3);
    }

    [Fact]
    public void Gaussian_noise_is_left_alone()
    {
        RelevancePursuit.Pursue(Process(Straggling()), new double[Count], _ => throw new InvalidOperationException())
            .ShouldAllBe(noise => noise == 0);
    }

    [Fact]
    public void A_straggler_no_longer_bends_the_prediction()
    {
        var (straight, bent) = (Process(Straggling()), Process(Straggling(17)));
        var forgiven = Process(
            Straggling(17),
            RelevancePursuit.Pursue(bent, new double[Count], noise => Process(Straggling(17), noise)));

        var truth = straight.Predict(Points[17]).Mean;
        Math.Abs(forgiven.Predict(Points[17]).Mean - truth)
            .ShouldBeLessThan(0.1 * Math.Abs(bent.Predict(Points[17]).Mean - truth));
    }

    private static GaussianProcess Process(double[] values, double[]? extraNoise = null) =>
        GaussianProcess.Condition(KernelShape.Matern52, Known, Points, values, extraNoise ?? []);

    private static double[] Straggling(params int[] stragglers) =>
    [
        .. Points.Select((point, i) =>
            Math.Sin(4 * point[0]) + 0.1 * Chance.Normal(0, (ulong)i) + (stragglers.Contains(i) ? 3 : 0))
    ];
}
