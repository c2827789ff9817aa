using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace AquaTope.Models.Telemetry;

/// <summary>
/// A distribution of latencies that can be added to and merged without end: counts in buckets whose bounds grow by a
/// constant ratio, so that every quantile is right to within <see cref="RelativeError"/> (the mapping of DDSketch,
/// Masson, Rim and Lee, VLDB 2019). Latencies below 0.1 ms and above a day are counted at those bounds, hence no more
/// than about a thousand buckets whatever is added.
/// </summary>
public sealed class LatencyProfile
{
    /// <summary>How far a reported quantile may lie from the true one, as a share of it.</summary>
    public const double RelativeError = 0.01;

    private const double ShortestSeconds = 1e-4;
    private const double LongestSeconds = 86_400;

    private static readonly double LogRatio = Math.Log((1 + RelativeError) / (1 - RelativeError));

    // Counts of neighbouring buckets. Latencies of one thing lie close together, and a batch is added by copying once.
    private readonly int _lowest;
    private readonly ImmutableArray<long> _counts;

    private LatencyProfile(int lowest, ImmutableArray<long> counts, long count)
    {
        _lowest = lowest;
        _counts = counts;
        Count = count;
    }

    public static LatencyProfile Empty { get; } = new(0, [], 0);

    /// <summary>How many latencies were added.</summary>
    public long Count { get; }

    /// <exception cref="ArgumentOutOfRangeException">A latency is negative.</exception>
    public LatencyProfile Add(params IReadOnlyList<TimeSpan> latencies)
    {
        if (latencies.Count == 0) return this;
        var buckets = new int[latencies.Count];
        for (var i = 0; i < buckets.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(latencies[i], TimeSpan.Zero, nameof(latencies));
            buckets[i] = BucketOf(latencies[i].TotalSeconds);
        }
        var (lowest, counts) = Spread(buckets.Min(), buckets.Max());
        foreach (var bucket in buckets) counts[bucket - lowest]++;
        return new LatencyProfile(lowest, ImmutableCollectionsMarshal.AsImmutableArray(counts), Count + buckets.Length);
    }

    /// <summary>The profile of everything in either.</summary>
    public LatencyProfile Merge(LatencyProfile other)
    {
        if (other.Count == 0) return this;
        var (lowest, counts) = Spread(other._lowest, other._lowest + other._counts.Length - 1);
        for (var i = 0; i < other._counts.Length; i++) counts[other._lowest + i - lowest] += other._counts[i];
        return new LatencyProfile(lowest, ImmutableCollectionsMarshal.AsImmutableArray(counts), Count + other.Count);
    }

    /// <summary>The smallest latency that at least this share of the added ones does not exceed.</summary>
    /// <param name="level">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The level lies outside [0, 1].</exception>
    /// <exception cref="InvalidOperationException">Nothing was added.</exception>
    public TimeSpan Quantile(double level)
    {
        if (!(level is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies in [0, 1].");
        if (Count == 0) throw new InvalidOperationException("An empty profile has no quantiles.");

        var rank = Math.Max(1, (long)Math.Ceiling(level * Count));
        var seen = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank) return TimeSpan.FromSeconds(MiddleOf(_lowest + i));
        }
        throw new InvalidOperationException($"Buckets hold {seen} latencies, the profile counts {Count}.");
    }

    /// <summary>The share of latencies above the given one, to within the bucket it falls into; 0 when empty.</summary>
    public double ShareAbove(TimeSpan latency)
    {
        if (Count == 0) return 0;
        var limit = BucketOf(latency.TotalSeconds);
        return _counts.Skip(limit + 1 - _lowest).Sum() / (double)Count;
    }

    // A copy of the counts with room for the buckets between these two, bounds included.
    private (int Lowest, long[] Counts) Spread(int lowest, int highest)
    {
        if (_counts.IsEmpty) return (lowest, new long[highest - lowest + 1]);
        var first = Math.Min(lowest, _lowest);
        var counts = new long[Math.Max(highest, _lowest + _counts.Length - 1) - first + 1];
        _counts.CopyTo(counts, _lowest - first);
        return (first, counts);
    }

    // Bucket i holds (ratio^(i-1), ratio^i] seconds.
    private static int BucketOf(double seconds) =>
        (int)Math.Ceiling(Math.Log(Math.Clamp(seconds, ShortestSeconds, LongestSeconds)) / LogRatio);

    // The value whose relative distance to both bounds is the same, and no more than RelativeError.
    private static double MiddleOf(int bucket) => Math.Exp(bucket * LogRatio) * (1 - RelativeError);
}
