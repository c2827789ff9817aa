using AquaTope.Models.Forecasting.Backtesting;
using AquaTope.Models.Telemetry;
using AquaTope.Testing;

namespace AquaTope.Models.Tests.Forecasting.Backtesting;

public sealed class ArrivalTraceSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-arrivals-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Gaps_of_a_trace_are_known_window_by_window()
    {
        var path = Write("minute,count,gap\n1995-07-01 00:00,4,0\n1995-07-01 00:01,0,1\n1995-07-01 00:02,6,0\n");

        var series = ArrivalTrace.Read([path], _ => true).Series.ShouldHaveSingleItem();

        series.Demand.ToArray().ShouldBe([4, 0, 6]);
        Enumerable.Range(0, 3).Select(series.IsObserved).ShouldBe([true, false, true]);
        series.Filled(day: 1440).ShouldBe([4, 4, 6]);
    }

    [Fact]
    public void A_series_that_a_file_does_not_have_had_no_demand_in_its_time()
    {
        var first = Write("HashApp,AverageMemMB,0,1\na,1,2,3\n");
        var second = Write("HashApp,AverageMemMB,0,1\nb,1,4,5\n");

        var trace = ArrivalTrace.Read([first, second], _ => true);

        trace.Series.Select(series => series.Demand.ToArray()).ShouldBe([[2, 3, 0, 0], [0, 0, 4, 5]]);
    }

    [Fact]
    public void What_invokes_a_function_is_known_where_the_trace_has_a_name_for_it()
    {
        var path = Write(
            "HashOwner,HashApp,HashFunction,Trigger,1,2\no,a,f,timer,1,2\no,a,g,carrier pigeon,3,4\no,a,h,Queue,5,6\n");

        ArrivalTrace.Read([path], _ => true).Series.Select(series => series.Trigger)
            .ShouldBe([TriggerKind.Timer, null, TriggerKind.Queue]);
    }

    [SkippableFact]
    public void Measured_invocations_are_read_as_they_are()
    {
        var path = SharedData.Require("data/arrivals/nab_twitter_volume_5min.csv.gz");

        var trace = ArrivalTrace.Read([path], name => name == "CRM");

        trace.Window.Seconds.ShouldBe(300);
        var series = trace.Series.ShouldHaveSingleItem();
        series.Demand.Length.ShouldBe(15_902);
        series.Demand.Span[0].ShouldBe(11);
    }

    private string Write(string content)
    {
        var path = Path.Combine(_folder.FullName, $"trace{_folder.GetFiles().Length}.csv");
        File.WriteAllText(path, content);
        return path;
    }
}
