using AquaTope.Host.Cli.CommandLines;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation.Workloads;
using AquaTope.Models.Traces;

namespace AquaTope.Host.Cli.Loading;

/// <summary>The beginning of a trace that counts invocations.</summary>
/// <param name="Window">The length of a window.</param>
/// <param name="Length">How much of the trace is sent.</param>
/// <param name="Names">The series that are invoked in it.</param>
/// <param name="Counts">The windows with invocations.</param>
internal sealed record LoadTrace(
    WindowLength Window, TimeSpan Length, IReadOnlyList<string> Names, IReadOnlyList<WindowCount> Counts)
{
    /// <summary>Reads as much of a file as is sent.</summary>
    /// <param name="option">What names the file.</param>
    /// <param name="file">Any file that <c>simulate</c> reads as invocations.</param>
    /// <param name="duration">Seconds of it; all of them unless said.</param>
    /// <param name="mergedAs">The name under which all series count together; each on its own unless given.</param>
    /// <exception cref="UsageException">The file is no trace of invocations, or has too many.</exception>
    public static LoadTrace Read(string option, string file, TimeSpan? duration, string? mergedAs = null)
    {
        TraceFiles.Require([file], option);
        try
        {
            using var reader = TraceReader.Open(file, new SeriesCatalog(), TraceDefaults.Azure2019);
            return reader.Unit == DemandUnit.Invocations
                ? Read(reader, option, duration, mergedAs)
                : throw new UsageException(
                    $"{option} is '{file}', which counts containers ({reader.Format}); it takes a trace that counts " +
                    "invocations");
        }
        catch (TraceFormatException malformed)
        {
            throw new UsageException($"{option}: {malformed.Message}", malformed);
        }
    }

    private static LoadTrace Read(TraceReader reader, string option, TimeSpan? duration, string? mergedAs)
    {
        var names = new List<string>();
        var positions = new Dictionary<string, int>();
        var counts = new Dictionary<(int Window, int Subject), int>();
        var total = 0L;
        while (reader.TryRead(out var block))
            for (var i = 0; i < block.Invocations.Length; i++)
            {
                var (window, count) = (block.FirstWindow + i, block.Invocations[i]);
                if (count == 0 || window * reader.Window.Duration >= duration) continue;
                total += count;
                if (total > LoadPlan.MostArrivals)
                    throw LoadPlan.TooMany($"{option} is '{reader.File}', which has");
                var key = (window, PositionOf(mergedAs ?? block.Series.Name));
                counts[key] = counts.GetValueOrDefault(key) + count;
            }

        var whole = reader.Windows * reader.Window.Duration;
        return new LoadTrace(
            reader.Window, duration < whole ? duration.Value : whole, names,
            [.. counts.Select(count => new WindowCount(count.Key.Window, count.Key.Subject, count.Value))]);

        int PositionOf(string name)
        {
            if (positions.TryGetValue(name, out var known)) return known;
            positions.Add(name, names.Count);
            names.Add(name);
            return names.Count - 1;
        }
    }
}
