using System.Globalization;
using AquaTope.Models.Quantities;
using AquaTope.Models.Traces;
using AquaTope.Testing;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Traces;

public sealed class TraceReaderTests : IDisposable
{
    private readonly TraceFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Azure_invocations_are_identified_by_owner_app_and_function()
    {
        var path = _folder.Write(
            """
            HashOwner,HashApp,HashFunction,Trigger,1,2,3
            o,a,f,http,0,2,1
            o,a,g,timer,1,1,1
            """);

        var (reader, blocks) = TraceFolder.Read(path);

        reader.Unit.ShouldBe(DemandUnit.Invocations);
        reader.Windows.ShouldBe(3);
        blocks.Select(block => block.Series).ShouldBe(["o/a/f", "o/a/g"]);
        blocks.Select(block => block.App).ShouldBe(["a", "a"]);
        blocks[0].Invocations.ShouldBe([0, 2, 1]);
        blocks[0].Containers.ShouldBe([0, 1, 1], "two runs of one second keep one container busy");
        blocks[0].MemoryMegabytes.ShouldBe(170);
    }

    [Fact]
    public void Containers_per_minute_are_taken_as_they_are()
    {
        var path = _folder.Write("HashApp,AverageMemMB,0,1\na,141.5,3,0\n");

        var (reader, blocks) = TraceFolder.Read(path);

        reader.Unit.ShouldBe(DemandUnit.Containers);
        blocks.ShouldHaveSingleItem().Containers.ShouldBe([3, 0]);
        blocks[0].MemoryMegabytes.ShouldBe(141.5);
        blocks[0].Invocations.ShouldBeEmpty();
    }

    [Fact]
    public void A_series_own_run_time_and_memory_go_before_the_defaults()
    {
        var path = _folder.Write(
            """
            series,sample,total,dur_avg_ms,dur_p50_ms,dur_p99_ms,app_avg_mem_mb,m0,m1
            s,x,6,30000,1,1,64,4,5
            t,x,6,,1,1,,4,5
            """);

        var (_, blocks) = TraceFolder.Read(path, new TraceDefaults(TimeSpan.FromSeconds(15), 256));

        blocks[0].Containers.ShouldBe([2, 3]);
        blocks[0].MemoryMegabytes.ShouldBe(64);
        blocks[1].Containers.ShouldBe([1, 2]);
        blocks[1].MemoryMegabytes.ShouldBe(256);
    }

    [Fact]
    public void Single_invocations_are_counted_by_minute_from_the_beginning()
    {
        var path = _folder.Write("func,end_s\nf,0.067\ng,59.9\nf,60\nf,61.5\nf,185\n");

        var (reader, blocks) = TraceFolder.Read(path);

        reader.Unit.ShouldBe(DemandUnit.Invocations);
        reader.Windows.ShouldBe(4);
        blocks.Select(block => block.Series).ShouldBe(["f", "g"]);
        blocks[0].Invocations.ShouldBe([1, 2, 0, 1]);
        blocks[0].Containers.ShouldBe([1, 1, 0, 1]);
        blocks[1].Invocations.ShouldBe([1, 0, 0, 0]);
    }

    [Fact]
    public void Single_invocations_of_several_days_come_a_day_at_a_time_and_without_holes()
    {
        const int Day = 24 * 60 * 60;
        var path = _folder.Write($"func,end_s\nf,30\nf,{Day * 3 + 70}\ng,{Day * 3 + 130}\n");

        var (reader, blocks) = TraceFolder.Read(path);

        reader.Windows.ShouldBe(3 * 1440 + 3);
        var first = blocks.Where(block => block.Series == "f").ToList();
        first.Select(block => block.FirstWindow).ShouldBe([0, 1440, 2880, 4320]);
        first.Select(block => block.Invocations.Sum()).ShouldBe([1, 0, 0, 1]);
        first[^1].Invocations.ShouldBe([0, 1, 0]);
        var second = blocks.Single(block => block.Series == "g");
        second.FirstWindow.ShouldBe(4320);
        second.Invocations.ShouldBe([0, 0, 1]);
    }

    [Fact]
    public void A_part_of_a_day_may_begin_at_any_minute()
    {
        var path = _folder.Write(
            "function,app,trigger,dur_avg_ms,dur_p50_ms,dur_p99_ms,app_avg_mem_mb,m480,m481\nf,a,http,1,1,1,1,0,7\n");

        var (reader, blocks) = TraceFolder.Read(path);

        reader.Windows.ShouldBe(2);
        blocks.ShouldHaveSingleItem().Series.ShouldBe("f/a");
        blocks[0].App.ShouldBe("a");
        blocks[0].FirstWindow.ShouldBe(0);
    }

    [Fact]
    public void A_fraction_of_a_container_is_a_container()
    {
        var path = _folder.Write("app,avg_mem_mb,num_invocations,m0,m1,m2,m3\na,1,9,0.0,0.2,1.0,1.01\n");

        TraceFolder.Read(path).Blocks.ShouldHaveSingleItem().Containers.ShouldBe([0, 1, 1, 2]);
    }

    [Fact]
    public void Columns_of_regions_are_series_of_containers()
    {
        var path = _folder.Write("day,minute,R2,R4\n3,1438,1,10\n3,1439,2,20\n4,0,3,30\n");

        var (reader, blocks) = TraceFolder.Read(path);

        reader.Unit.ShouldBe(DemandUnit.Containers);
        blocks.Select(block => block.Series).ShouldBe(["R2", "R4"]);
        blocks[1].Containers.ShouldBe([10, 20, 30]);
    }

    [Fact]
    public void Time_stamps_tell_the_length_of_a_window()
    {
        var path = _folder.Write("timestamp,A\n2015-02-26 21:42,600\n2015-02-26 21:47,0\n");

        var (reader, blocks) = TraceFolder.Read(path);

        reader.Window.ShouldBe(WindowLength.FromSeconds(300));
        blocks.ShouldHaveSingleItem().Containers.ShouldBe([2, 0], "600 runs of one second in 300 seconds");
    }

    [Fact]
    public void Values_that_were_not_observed_are_zero_and_counted()
    {
        var ended = _folder.Write("timestamp,A,B\n2015-02-26 21:42,1,2\n2015-02-26 21:47,1,\n");
        var outage = _folder.Write("minute,count,gap\n1995-07-01 00:00,42,0\n1995-07-01 00:01,0,1\n");

        TraceFolder.Read(ended).Reader.Unobserved.ShouldBe(1);
        TraceFolder.Read(ended).Blocks[1].Invocations.ShouldBe([2, 0]);
        TraceFolder.Read(outage).Reader.Unobserved.ShouldBe(1);
        TraceFolder.Read(outage).Blocks.ShouldHaveSingleItem().Invocations.ShouldBe([42, 0]);
    }

    [Fact]
    public void Gzip_is_recognized_by_its_first_bytes_and_not_by_the_name()
    {
        var content = "HashApp,AverageMemMB,0\na,1,5\n";
        var disguised = _folder.Write(TraceFolder.Gzip(content), "plain.csv");
        var pretended = _folder.Write(content, "plain.csv.gz");

        TraceFolder.Read(disguised).Blocks.ShouldHaveSingleItem().Containers.ShouldBe([5]);
        TraceFolder.Read(pretended).Blocks.ShouldHaveSingleItem().Containers.ShouldBe([5]);
    }

    [Theory]
    [InlineData("\uFEFFHashApp,AverageMemMB,0\na,1,5\n")]
    [InlineData("HashApp,AverageMemMB,0\r\na,1,5\r\n")]
    [InlineData("HashApp,AverageMemMB,0\na,1,5")]
    [InlineData("HashApp,AverageMemMB,0\n\na,1,5\n\n\n")]
    public void A_byte_order_mark_and_any_line_ends_are_accepted(string content) =>
        TraceFolder.Read(_folder.Write(content)).Blocks.ShouldHaveSingleItem().Containers.ShouldBe([5]);

    [Fact]
    public void A_row_longer_than_the_buffer_is_read_whole()
    {
        const int windows = 60_000;
        var numbers = Enumerable.Range(0, windows).ToArray();
        var path = _folder.Write(
            $"HashApp,AverageMemMB,{string.Join(',', numbers)}\nshort,1,{string.Join(',', numbers.Select(_ => 0))}\n" +
            $"long,1,{string.Join(',', numbers)}\n");

        var (_, blocks) = TraceFolder.Read(path);

        blocks[1].Containers.ShouldBe(numbers);
    }

    [Fact]
    public void Rows_by_the_thousand_come_in_blocks_that_follow_each_other()
    {
        const int rows = 5000;
        var start = new DateTime(1998, 4, 30);
        var lines = Enumerable.Range(0, rows).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"{start.AddMinutes(i):yyyy-MM-dd HH:mm},{i},0"));
        var path = _folder.Write("minute,count,gap\n" + string.Join('\n', lines));

        var (reader, blocks) = TraceFolder.Read(path);

        reader.Windows.ShouldBe(rows);
        blocks.Count.ShouldBeGreaterThan(1);
        blocks.SelectMany(block => block.Invocations).ShouldBe(Enumerable.Range(0, rows));
        blocks.Select(block => block.FirstWindow)
            .ShouldBe(blocks.Select((_, i) => blocks.Take(i).Sum(block => block.Invocations.Length)));
    }

    [Property(MaxTest = 50)]
    public bool What_is_written_is_read(ushort[][] values)
    {
        var windows = values.Length == 0 ? 0 : values.Max(row => row.Length);
        if (windows == 0) return true;
        var rows = values
            .Select(row => row.Select(value => (int)value).Concat(new int[windows - row.Length]).ToArray())
            .ToArray();
        var path = _folder.Write(
            $"HashApp,AverageMemMB,{string.Join(',', Enumerable.Range(0, windows))}\n" +
            string.Join('\n', rows.Select((row, i) => $"app{i},1,{string.Join(',', row)}")));

        return TraceFolder.Read(path).Blocks
            .Zip(rows, (block, row) => block.Containers.SequenceEqual(row))
            .All(same => same);
    }

    [SkippableTheory]
    [InlineData("azure2019_functions_per_minute_1day.csv.gz", 60, 1440)]
    [InlineData("azure2019_functions_8h_with_trigger.csv.gz", 60, 480)]
    [InlineData("azure2019_apps_concurrency_1day.csv.gz", 60, 1440)]
    [InlineData("femux_containers_per_minute.csv.gz", 60, 1440)]
    [InlineData("huawei2025_coldstarts_per_minute_R2R4R5_d00-23.csv.gz", 60, 24 * 1440)]
    [InlineData("nab_twitter_volume_5min.csv.gz", 300, 15_902)]
    [InlineData("nasa_http_1995_per_minute_before_1995-08-01.csv.gz", 60, 31 * 1440)]
    [InlineData("worldcup98_http_per_minute_before_1998-06-20.csv.gz", 60, 51 * 1440)]
    public void Every_measured_trace_is_read_to_its_end(string file, int windowSeconds, int windows)
    {
        var (reader, blocks) = TraceFolder.Read(SharedData.Require("data/arrivals/" + file));

        reader.Window.Seconds.ShouldBe(windowSeconds);
        reader.Windows.ShouldBe(windows);
        blocks.GroupBy(block => block.Series)
            .ShouldAllBe(series => series.Sum(block => block.Containers.Length) == windows);
    }
}
