using AquaTope.Host.Cli.CommandLines;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Traces;

namespace AquaTope.Host.Cli.Training;

/// <summary>A trace as something to learn from: the demand of every series, in whole.</summary>
internal static class TrainTrace
{
    /// <summary>Reads all files, which follow on each other in time; the trace begins with window 0.</summary>
    /// <remarks>A series that a file does not have had no demand in its time.</remarks>
    /// <exception cref="TraceFormatException">A file is malformed.</exception>
    /// <exception cref="UsageException">The files' windows differ in length.</exception>
    public static DemandSet Read(IReadOnlyList<string> files, CancellationToken cancellation)
    {
        var catalog = new SeriesCatalog();
        var series = new List<List<int>>();
        WindowLength? window = null;
        var windows = 0;
        foreach (var file in files)
        {
            using var reader = TraceReader.Open(file, catalog, TraceDefaults.Azure2019);
            window ??= reader.Window;
            if (reader.Window != window)
                throw new UsageException(
                    $"--trace: {file}: its windows are {reader.Window.Seconds} s long; " +
                    $"expected {window.Value.Seconds} s as in {files[0]}");
            while (reader.TryRead(out var block))
            {
                cancellation.ThrowIfCancellationRequested();
                while (series.Count <= block.Series.Index) series.Add([]);
                var demand = series[block.Series.Index];
                Silence(demand, windows + block.FirstWindow);
                demand.AddRange(block.Containers);
            }
            windows += reader.Windows;
        }

        foreach (var demand in series) Silence(demand, windows);
        return new DemandSet(
            window ?? WindowLength.OneMinute,
            [
                .. series.Select((demand, i) => new DemandHistory(
                    FunctionId.Parse($"trace/series-{i}"), new WindowIndex(windows - 1), demand.ToArray())
                {
                    Trigger = catalog.Series[i].Trigger
                })
            ]);
    }

    /// <summary>The first part of every series.</summary>
    /// <param name="whole">The series.</param>
    /// <param name="share">Which part of their windows.</param>
    public static DemandSet FirstPart(DemandSet whole, double share) => whole with
    {
        Series =
        [
            .. from series in whole.Series
               let windows = (int)(series.Demand.Length * share)
               where windows > 0
               select series with
               {
                   LastWindow = series.LastWindow - (series.Demand.Length - windows),
                   Demand = series.Demand[..windows]
               }
        ]
    };

    private static void Silence(List<int> demand, int until)
    {
        while (demand.Count < until) demand.Add(0);
    }
}
