using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Tests.Telemetry;

public sealed class DemandSeriesSpecs
{
    [Fact]
    public void A_gap_is_zero() =>
        DemandSeries.Empty(100).With(new WindowIndex(7), 2).With(new WindowIndex(10), 1)
            .UpTo(new WindowIndex(11), 100).ShouldBe([2, 0, 0, 1, 0]);

    [Fact]
    public void What_is_shown_is_never_longer_than_asked_for() =>
        DemandSeries.Empty(100).With(new WindowIndex(7), 2).With(new WindowIndex(10), 1)
            .UpTo(new WindowIndex(11), 3).ShouldBe([0, 1, 0]);

    [Fact]
    public void An_empty_series_shows_one_zero() =>
        DemandSeries.Empty(100).UpTo(new WindowIndex(11), 3).ShouldBe([0]);

    [Fact]
    public void Windows_older_than_the_retention_fall_off()
    {
        var series = DemandSeries.Empty(3).With(new WindowIndex(1), 1).With(new WindowIndex(3), 1)
            .With(new WindowIndex(4), 1);

        series.Entries.Select(entry => entry.Window.Value).ShouldBe([3L, 4L]);
    }

    [Fact]
    public void A_series_of_entries_is_the_one_that_they_make_one_by_one()
    {
        (WindowIndex, int)[] entries =
            [(new WindowIndex(1), 4), (new WindowIndex(8), 2), (new WindowIndex(9), 0), (new WindowIndex(10), 1)];

        foreach (var retention in new[] { 1, 3, 100 })
        {
            var series = DemandSeries.Of(retention, entries);

            var grown = entries.Aggregate(
                DemandSeries.Empty(retention), (known, entry) => known.With(entry.Item1, entry.Item2));
            series.Entries.ShouldBe(grown.Entries);
            series.UpTo(new WindowIndex(12), 50).ShouldBe(grown.UpTo(new WindowIndex(12), 50));
        }
        DemandSeries.Of(3, []).Entries.ShouldBeEmpty();
    }

    [Fact]
    public void A_late_window_is_the_oldest_until_it_falls_off()
    {
        var series = DemandSeries.Empty(3).With(new WindowIndex(10), 1).With(new WindowIndex(9), 2);

        series.UpTo(new WindowIndex(10), 5).ShouldBe([2, 1]);
        series.With(new WindowIndex(12), 1).Entries.ShouldBe([(new WindowIndex(10), 1), (new WindowIndex(12), 1)]);
    }
}
