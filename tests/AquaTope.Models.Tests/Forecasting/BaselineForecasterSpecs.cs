using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Forecasting;

public sealed class BaselineForecasterSpecs
{
    [Fact]
    public void Naive_repeats_the_last_window() => Of(new NaiveForecaster(), 5, 5, 5, 5).Quantile(0.9).ShouldBe(5);

    [Fact]
    public void Seasonal_naive_repeats_the_last_season() =>
        Of(new SeasonalNaiveForecaster(3), 0, 0, 7, 0, 0, 7, 0, 0).Mean.ShouldBe(7);

    [Fact]
    public void Moving_average_looks_back_no_further_than_it_says() =>
        Of(new MovingAverageForecaster(2), 100, 100, 1, 3).Mean.ShouldBe(2);

    [Fact]
    public void Renewal_expects_a_timer_in_its_minute_and_in_no_other()
    {
        int[] timer = [.. Enumerable.Range(0, 100).Select(minute => minute % 10 == 0 ? 1 : 0)];

        Of(new RenewalForecaster(), timer).Quantile(0.9).ShouldBe(1);
        Of(new RenewalForecaster(), timer[..95]).Quantile(0.9).ShouldBe(0);
    }

    [Fact]
    public void Renewal_expects_nothing_of_a_function_that_was_never_used() =>
        Of(new RenewalForecaster(), 0, 0, 0).Quantile(0.999).ShouldBe(0);

    [Fact]
    public void Renewal_expects_a_busy_function_to_go_on() =>
        Of(new RenewalForecaster(), 3, 4, 3, 4, 3, 4, 3, 4).Quantile(0.9).ShouldBe(4);

    [Property]
    public Property Every_forecast_is_ordered_and_never_negative() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyArray<byte>>(),
        demand => BaselineForecasters.Names.All(name =>
        {
            BaselineForecasters.TryCreate(name, WindowLength.FromSeconds(3600), out var forecaster).ShouldBeTrue();
            var forecast = Of(forecaster, [.. demand.Get.Select(value => (int)value)]);
            double[] quantiles = [.. new[] { 0.01, 0.25, 0.5, 0.75, 0.9, 0.99 }.Select(forecast.Quantile)];
            return quantiles[0] >= 0 && quantiles.SequenceEqual(quantiles.Order()) && double.IsFinite(forecast.Mean);
        }));

    private static Forecast Of(IForecaster forecaster, params int[] demand) => forecaster.Predict(
        [new DemandHistory(FunctionId.Parse("guest/f"), new WindowIndex(100), demand)]).Single();
}
