using AquaTope.Models.Forecasting;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Forecasting;

public sealed class ForecastRecordSpecs
{
    private static readonly ForecastRecord Empty = ForecastRecord.Begin(1000);

    [Fact]
    public void The_error_is_the_mean_distance_of_demand_from_the_forecast()
    {
        var record = Played(Empty, "a", (3, 1), (3, 7));

        record.MeanError.ShouldBe(3);
    }

    [Fact]
    public void A_window_counts_once_and_only_for_the_forecast_made_for_it()
    {
        var expecting = Empty.Expect(new WindowIndex(5), Forecast.Certain(2), "a");

        expecting.Score(new WindowIndex(4), 9).MeanError.ShouldBeNull();
        expecting.Score(new WindowIndex(6), 9).Score(new WindowIndex(5), 9).MeanError.ShouldBeNull();
        expecting.Score(new WindowIndex(5), 3).Score(new WindowIndex(5), 9).MeanError.ShouldBe(1);
    }

    [Fact]
    public void Demand_above_the_quantile_again_and_again_is_a_drift_and_the_watch_begins_anew()
    {
        var record = Empty;
        var alarms = 0;
        for (var window = 0; window < 14; window++)
        {
            record = record.Expect(new WindowIndex(window), Forecast.Certain(1), "a").Score(new WindowIndex(window), 2);
            if (record.IsDrifting) alarms++;
        }

        // ln 1000 is reached by seven times ln 3.
        alarms.ShouldBe(2);
    }

    [Fact]
    public void Forecasts_that_hold_never_drift() =>
        Played(Empty, "a", [.. Enumerable.Repeat((2, 2), 1000)]).IsDrifting.ShouldBeFalse();

    [Fact]
    public void Another_forecaster_begins_with_a_clean_record()
    {
        var record = Played(Empty, "a", (3, 9), (3, 9)).Expect(new WindowIndex(9), Forecast.Certain(1), "b");

        record.MeanError.ShouldBeNull();
        record.Forecaster.ShouldBe("b");
        record.Score(new WindowIndex(9), 3).MeanError.ShouldBe(2);
    }

    private static ForecastRecord Played(ForecastRecord record, string by, params (int Forecast, int Demand)[] windows)
    {
        for (var i = 0; i < windows.Length; i++)
            record = record.Expect(new WindowIndex(i), Forecast.Certain(windows[i].Forecast), by)
                .Score(new WindowIndex(i), windows[i].Demand);
        return record;
    }
}
