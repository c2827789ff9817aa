namespace AquaTope.Models.Telemetry;

/// <summary>Times of many runs in a few numbers, in seconds.</summary>
/// <remarks>
/// A percentile is one of the times: the least that at least so many percent of all do not exceed (nearest rank). Of
/// few times, the high percentiles are therefore the longest.
/// </remarks>
public sealed record LatencySummary(
    double Mean, double P50, double P90, double P95, double P99, double Max)
{
    /// <summary>The summary of these seconds in any order; <see langword="null"/> where there are none.</summary>
    public static LatencySummary? Of(IEnumerable<double> seconds)
    {
        double[] rising = [.. seconds.Order()];
        return rising.Length == 0
            ? null
            : new LatencySummary(
                rising.Average(), Percentile(50), Percentile(90), Percentile(95), Percentile(99), rising[^1]);

        // Whole percents, so that no rounding lifts a rank that is a whole number.
        double Percentile(int percent) => rising[(int)(((long)percent * rising.Length + 99) / 100) - 1];
    }
}
