using System.Globalization;

namespace AquaTope.Models.Workflows;

/// <summary>
/// The promise: P(end-to-end latency &lt;= <see cref="Latency"/>) is at least <see cref="Percentile"/>.
/// </summary>
public sealed record QosTarget
{
    /// <summary>The percentile promised where a workflow names none.</summary>
    public const double DefaultPercentile = 0.95;

    /// <param name="latency">End-to-end latency, above zero.</param>
    /// <param name="percentile">Share of runs that must meet it, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">Either lies outside its range.</exception>
    public QosTarget(TimeSpan latency, double percentile = DefaultPercentile)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(latency, TimeSpan.Zero);
        if (!(percentile > 0 && percentile < 1))
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile lies in (0, 1).");
        Latency = latency;
        Percentile = percentile;
    }

    public TimeSpan Latency { get; }

    public double Percentile { get; }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Latency.TotalSeconds:0.###} s at p{Percentile * 100:0.##}");
}
