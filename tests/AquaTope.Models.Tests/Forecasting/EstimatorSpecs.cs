using AquaTope.Models.Forecasting;
using AquaTope.Models.Quantities;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Forecasting;

public sealed class EstimatorSpecs
{
    private static readonly WindowLength FiveMinutes = WindowLength.FromSeconds(300);

    private static readonly int[] Demands = Demand.Rhythm(windows: 700, hour: 12, mean: 20, seed: 3);

    public static TheoryData<string> Names => [.. Estimators.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cursor_and_the_whole_history_give_the_same_forecast(string name)
    {
        var forecaster = Demand.Estimator(name).Train(Demand.Set(FiveMinutes, Demands[..600]), seed: 1);

        var followed = Demand.Follow(forecaster, Demands, from: 0);

        foreach (var seen in (int[])[1, 2, 50, 599, 650])
        {
            var forecast = forecaster.Predict([Demand.History(Demands[..seen])])[0];
            for (var k = 0; k < QuantileLevels.Count; k++)
                forecast.Quantile(QuantileLevels.All[k]).ShouldBe(followed[seen][k], 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_comes_later_changes_no_earlier_forecast(string name)
    {
        var forecaster = Demand.Estimator(name).Train(Demand.Set(FiveMinutes, Demands[..600]), seed: 1);
        int[] other = [.. Demands[..650], .. Enumerable.Repeat(9999, 50)];

        var forecasts = Demand.Follow(forecaster, Demands, from: 600);
        var others = Demand.Follow(forecaster, other, from: 600);

        for (var i = 0; i <= 50; i++) others[i].ShouldBe(forecasts[i]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_data_and_seed_give_the_same_forecasts(string name)
    {
        var past = Demand.Set(FiveMinutes, Demands[..600]);

        var once = Demand.Follow(Demand.Estimator(name).Train(past, seed: 7), Demands, from: 600);
        var again = Demand.Follow(Demand.Estimator(name).Train(past, seed: 7), Demands, from: 600);

        for (var i = 0; i < once.Length; i++) again[i].ShouldBe(once[i]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Constant_demand_is_learned(string name)
    {
        int[] constant = [.. Enumerable.Repeat(6, 400)];
        var forecaster = Demand.Estimator(name).Train(Demand.Set(FiveMinutes, constant), seed: 1);

        var forecast = forecaster.Predict([Demand.History(constant)])[0];

        forecast.Quantile(0.05).ShouldBe(6, 0.35);
        forecast.Quantile(0.95).ShouldBe(6, 0.35);
    }

    [Theory]
    [InlineData("seasonal-naive")]
    [InlineData("ets")]
    [InlineData("ridge")]
    [InlineData("dlinear")]
    [InlineData("boosted-trees")]
    [InlineData("aquatope")]
    public void A_daily_rhythm_is_learned(string name)
    {
        var hourly = WindowLength.FromSeconds(3600);
        int[] rhythm = [.. Enumerable.Range(0, 960).Select(hour => hour % 24 is >= 9 and < 17 ? 40 : 5)];
        var forecaster = Demand.Estimator(name).Train(Demand.Set(hourly, rhythm), seed: 1);

        var forecasts = Demand.Follow(forecaster, [.. rhythm, .. rhythm[..48]], from: 960);

        // The windows at which demand jumps: nine in the morning, and five in the afternoon.
        forecasts[9][QuantileLevels.Median].ShouldBe(40, 6);
        forecasts[17][QuantileLevels.Median].ShouldBe(5, 2);
    }

    [Theory]
    [InlineData("renewal")]
    [InlineData("boosted-trees")]
    [InlineData("aquatope")]
    public void A_timer_is_expected_in_its_window_and_in_no_other(string name)
    {
        int[] timer = [.. Enumerable.Range(0, 1200).Select(window => window % 10 == 0 ? 1 : 0)];
        var forecaster = Demand.Estimator(name).Train(Demand.Set(WindowLength.OneMinute, timer), seed: 1);

        Math.Round(forecaster.Predict([Demand.History(timer)])[0].Quantile(0.9)).ShouldBe(1);
        Math.Round(forecaster.Predict([Demand.History(timer[..^5])])[0].Quantile(0.9)).ShouldBe(0);
    }

    [Property(MaxTest = 20)]
    public Property Every_forecast_is_ordered_finite_and_never_negative() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<int>>(),
        demand => Estimators.Names.All(name =>
        {
            int[] values = [.. demand.Get.Select(value => value == int.MinValue ? int.MaxValue : Math.Abs(value))];
            var forecaster = Demand.Estimator(name).Train(Demand.Set(FiveMinutes, values), seed: 1);
            var forecast = forecaster.Predict([Demand.History(values)])[0];
            double[] quantiles = [.. QuantileLevels.All.ToArray().Select(forecast.Quantile)];
            return quantiles[0] >= 0 && quantiles.SequenceEqual(quantiles.Order())
                   && quantiles.All(double.IsFinite) && double.IsFinite(forecast.Mean);
        }));

    [Fact]
    public void An_unknown_name_has_no_estimator() => Estimators.TryCreate("oracle", out _).ShouldBeFalse();
}
