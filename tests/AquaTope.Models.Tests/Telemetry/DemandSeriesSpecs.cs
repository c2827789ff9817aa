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
        var series = DemandSeries.Empty(3).With(new WindowIndex(1), 1).With(new WindowIndex(3), 1).With(new WindowIndex(4), 1);

        series.Entries.Select(entry => entry.Window.Value).ShouldBe([3L, 4L]);
    }
}
