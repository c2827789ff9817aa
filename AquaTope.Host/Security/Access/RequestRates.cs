using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using AquaTope.Host.Security.Keys;

namespace AquaTope.Host.Security.Access;

/// <summary>
/// How often holders of keys may ask, and how often an address may come without a valid key. Buckets of who has not
/// come for a while are dropped.
/// </summary>
internal sealed class RequestRates : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<string> _requests;
    private readonly PartitionedRateLimiter<string> _refusals;

    public RequestRates(RateOptions options)
    {
        _requests = Buckets(options.Burst, options.RequestsPerSecond, Second);
        _refusals = Buckets(options.RefusalsPerMinute, options.RefusalsPerMinute, TimeSpan.FromMinutes(1));
    }

    /// <summary>
    /// How long the caller should wait before asking again; nothing when this request may go on. Whoever uses a node
    /// without keys is not slowed down.
    /// </summary>
    public TimeSpan? WaitOf(Caller caller, string address)
    {
        var (limiter, bucket) = caller switch
        {
            Caller.Holder holder => (_requests, holder.KeyName),
            Caller.Stranger => (_refusals, address),
            _ => (null, "")
        };
        if (limiter is null) return null;
        using var lease = limiter.AttemptAcquire(bucket);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Second;
    }

    /// <summary>
    /// Where a request comes from. Of IPv6 the first 64 bits: whoever has one address there has all of them.
    /// </summary>
    public static string AddressOf(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    public void Dispose()
    {
        _requests.Dispose();
        _refusals.Dispose();
    }

    private static PartitionedRateLimiter<string> Buckets(int size, int tokens, TimeSpan period) =>
        PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(
            who,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = size, TokensPerPeriod = tokens, ReplenishmentPeriod = period, QueueLimit = 0
            }));
}
