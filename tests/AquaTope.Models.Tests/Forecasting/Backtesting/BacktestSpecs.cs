using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Backtesting;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Forecasting.Backtesting;

public sealed class BacktestSpecs
{
    private static readonly BacktestOptions Options = new() { Window = WindowLength.FromSeconds(3600), Split = 0.5 };

    [Fact]
    public void Measures_of_the_naive_forecast_are_those_of_the_changes()
    {
        var score = Naive([5, 5, 7, 5, 0, 0, 4, 4]).Median;

        score.Steps.ShouldBe(4);
        score.MeanAbsoluteError.ShouldBe((5 + 0 + 4 + 0) / 4.0, 1e-12);
        score.Smape.ShouldBe((200 + 0 + 200 + 0) / 4.0, 1e-12);
        score.ScaledError!.Value.ShouldBe(9 / 4.0 / (4 / 3.0), 1e-12);
    }

    [Fact]
    public void Windows_that_were_not_observed_are_neither_scored_nor_seen_as_zero()
    {
        bool[] unobserved = [false, false, false, false, false, true, false, false];

        var score = Naive([5, 5, 5, 5, 5, 0, 5, 5], unobserved).Median;

        score.Steps.ShouldBe(3);
        score.MeanAbsoluteError.ShouldBe(0);
    }

    [Fact]
    public void A_series_without_anything_to_forecast_is_left_out()
    {
        var report = Backtest.Run(
            [Estimator("naive")], [Series("short", [1]), Series("long", [1, 2, 3, 4])], Options, TimeProvider.System);

        report.Series.ShouldBe(1);
        report.Models[0].Scores.ShouldHaveSingleItem().Series.ShouldBe("long");
    }

    [Fact]
    public void Nothing_to_forecast_at_all_is_refused() => Should.Throw<ArgumentException>(() =>
        Backtest.Run([Estimator("naive")], [Series("short", [1])], Options, TimeProvider.System));

    [Fact]
    public void Of_several_series_the_median_counts()
    {
        var report = Backtest.Run(
            [Estimator("naive")],
            [Series("a", [1, 1, 1, 2]), Series("b", [1, 1, 1, 5]), Series("c", [1, 1, 1, 101])], Options,
            TimeProvider.System);

        report.Models[0].Median.MeanAbsoluteError.ShouldBe(2);
        report.Models[0].Median.ScaledError.ShouldBeNull();
        report.Steps.ShouldBe(6);
    }

    [Fact]
    public void A_stopped_backtest_ends()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        Should.Throw<OperationCanceledException>(() => Backtest.Run(
            [Estimator("ets")], [Series("a", [1, 1, 1, 2])], Options, TimeProvider.System, null, stopped.Token));
    }

    private static ModelReport Naive(int[] demand, bool[]? unobserved = null) => Backtest.Run(
        [Estimator("naive")], [Series("s", demand, unobserved)], Options, TimeProvider.System).Models.Single();

    private static ObservedSeries Series(string name, int[] demand, bool[]? unobserved = null) =>
        new(FunctionId.Parse($"guest/{name}"), name, new WindowIndex(0), demand, unobserved ?? []);

    private static IEstimator Estimator(string name) =>
        Estimators.TryCreate(name, out var estimator) ? estimator : throw new ArgumentException(name);
}
