using AquaTope.Models.Forecasting.Regression;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tests.Forecasting.Regression;

public sealed class RunningRidgeSpecs
{
    [Fact]
    public void Coefficients_of_a_noiseless_line_are_found()
    {
        double[] truth = [2, -1, 0.5, 3, 0, 7, -4];
        var (ridge, random) = (new RunningRidge(truth.Length, penalty: 1e-9, memory: 1e12), new CounterRandom(4));
        var row = new double[truth.Length];
        for (var i = 0; i < 50; i++)
        {
            for (var j = 0; j < row.Length; j++) row[j] = random.Normal((ulong)i, (ulong)j);
            ridge.Add(row, row.Zip(truth, (x, b) => x * b).Sum());
        }

        ridge.Solve();

        for (var j = 0; j < truth.Length; j++)
        {
            Array.Clear(row);
            row[j] = 1;
            ridge.Predict(row).ShouldBe(truth[j], 1e-6);
        }
    }

    [Fact]
    public void A_penalty_shrinks_as_if_so_many_rows_had_said_zero()
    {
        var ridge = new RunningRidge(1, penalty: 5, memory: 1e12);
        for (var i = 0; i < 5; i++) ridge.Add([1], 8);

        ridge.Solve();

        ridge.Predict([1]).ShouldBe(4, 1e-9);
    }

    [Fact]
    public void Old_rows_fade()
    {
        // Long enough for the growing weights to be scaled back several times.
        var ridge = new RunningRidge(1, penalty: 1e-6, memory: 10);
        for (var i = 0; i < 1000; i++) ridge.Add([1], 100);
        for (var i = 0; i < 10; i++) ridge.Add([1], 0);

        ridge.Solve();

        ridge.Predict([1]).ShouldBe(100 * Math.Exp(-1), 0.5);
    }

    [Fact]
    public void Nothing_learned_answers_zero() => new RunningRidge(3, 1, 10).Predict([1, 2, 3]).ShouldBe(0);
}
