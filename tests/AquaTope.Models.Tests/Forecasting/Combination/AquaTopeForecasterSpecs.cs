using AquaTope.Models.Forecasting;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Forecasting.Combination;

public sealed class AquaTopeForecasterSpecs
{
    private static readonly WindowLength FiveMinutes = WindowLength.FromSeconds(300);

    [Fact]
    public void Quantiles_of_random_demand_hold_what_they_promise()
    {
        var demand = Demand.Rhythm(windows: 4000, hour: 12, mean: 60, seed: 11);
        var forecaster = Demand.Estimator("aquatope").Train(Demand.Set(FiveMinutes, demand[..2000]), seed: 1);

        var forecasts = Demand.Follow(forecaster, demand, from: 2000);

        foreach (var level in (double[])[0.05, 0.25, 0.5, 0.75, 0.95])
        {
            var k = QuantileLevels.All.IndexOf(level);
            var share = forecasts.Select((row, i) => demand[2000 + i] <= row[k] ? 1.0 : 0).Average();
            share.ShouldBe(level, 0.035);
        }
    }

    [Fact]
    public void It_calibrates_itself_anew_when_demand_becomes_wilder()
    {
        var calm = Demand.Rhythm(windows: 1500, hour: 12, mean: 100, seed: 5);
        int[] wild =
            [.. Demand.Rhythm(windows: 2500, hour: 12, mean: 100, seed: 6).Select((x, i) => i % 7 == 3 ? 3 * x : x)];
        int[] demand = [.. calm, .. wild];
        var forecaster = Demand.Estimator("aquatope").Train(Demand.Set(FiveMinutes, calm), seed: 1);

        var last = Demand.Follow(forecaster, demand, from: 2000);

        var high = QuantileLevels.All.IndexOf(0.95);
        last.Select((row, i) => demand[2000 + i] <= row[high] ? 1.0 : 0).Average().ShouldBe(0.95, 0.03);
    }

    [Fact]
    public void It_forecasts_from_the_first_window_on_without_having_been_trained()
    {
        var forecaster = Demand.Estimator("aquatope").Train(new DemandSet(FiveMinutes, []), seed: 1);

        forecaster.Predict([Demand.History(0)])[0].Quantile(0.95).ShouldBe(0);
        forecaster.Predict([Demand.History(8, 8, 8, 8, 8, 8)])[0].Quantile(0.5).ShouldBe(8, 1);
    }
}
