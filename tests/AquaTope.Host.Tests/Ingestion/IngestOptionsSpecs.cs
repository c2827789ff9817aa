using AquaTope.Host.Ingestion;

namespace AquaTope.Host.Tests.Ingestion;

public sealed class IngestOptionsSpecs
{
    [Fact]
    public void The_defaults_are_in_order() =>
        new IngestOptions { SpoolDirectory = "spool" }.Problems().ShouldBeEmpty();

    [Fact]
    public void Each_setting_out_of_range_is_named_with_its_value() =>
        new IngestOptions
        {
            SpoolDirectory = "",
            MaxBodyBytes = 1,
            QueueCapacity = 0,
            BatchSize = 0,
            RecentActivations = 0,
            RetryAfter = TimeSpan.Zero,
            MaxRecords = 0,
            MaxJsonDepth = 0,
            SegmentBytes = 1,
            SegmentAge = TimeSpan.Zero,
            SpoolBytes = 0
        }.Problems().Count().ShouldBe(11);
}
