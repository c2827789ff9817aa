using AquaTope.Host.OpenWhisk;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Trials;

namespace AquaTope.Host.Demo;

/// <summary>
/// Counts the calls that a node has under way at its platform and, as a handler of the client's requests, what each of
/// them waits for. A stepped clock may go on only when every call waits for the clock.
/// </summary>
internal sealed class GaugedPlatform : IPlatform
{
    private static readonly AsyncLocal<Call?> Current = new();

    private readonly Lock _lock = new();
    private readonly HashSet<Call> _calls = [];
    private OpenWhiskPlatform? _inner;
    private long _moves;

    private OpenWhiskPlatform Inner => _inner ?? throw new InvalidOperationException("No platform is connected yet.");

    /// <summary>Calls and requests begun and ended so far: while it stays the same, nothing moved.</summary>
    public long Moves => Interlocked.Read(ref _moves);

    /// <summary>Trials under way.</summary>
    public int Measurements => Count(call => call.IsMeasurement);

    /// <summary>Changes under way.</summary>
    public int Changes => Count(call => !call.IsMeasurement);

    /// <summary>Whether all calls under way wait for exactly the requests that the platform has parked.</summary>
    public bool WaitsForNothingBut(int parked)
    {
        lock (_lock)
            return Inner.OutstandingInvocations == parked
                   && _calls.All(call => call.Requests > 0) && _calls.Sum(call => call.Requests) == parked;
    }

    /// <summary>Connects the client, whose requests go through the handler it is given.</summary>
    public IPlatform Over(Func<HttpMessageHandler, OpenWhiskPlatform> connect)
    {
        _inner = connect(new RequestGauge(this));
        return this;
    }

    public Task<PlatformDescription> DescribeAsync(CancellationToken cancellation) =>
        Inner.DescribeAsync(cancellation);

    public Task<FunctionLookup> FindAsync(FunctionId function, CancellationToken cancellation) =>
        Gauge(false, platform => platform.FindAsync(function, cancellation));

    public Task<StemCellLookup> LookAtStemCellsAsync(
        IReadOnlyList<StemCellTarget> targets, CancellationToken cancellation) =>
        Gauge(false, platform => platform.LookAtStemCellsAsync(targets, cancellation));

    public Task<PlatformOutcome> ApplyAsync(PlatformChange change, CancellationToken cancellation) =>
        Gauge(false, platform => platform.ApplyAsync(change, cancellation));

    public Task<TrialOutcome> MeasureAsync(TrialOrder order, CancellationToken cancellation) =>
        Gauge(true, platform => platform.MeasureAsync(order, cancellation));

    public Task RemoveLeftoversAsync(CancellationToken cancellation) => Inner.RemoveLeftoversAsync(cancellation);

    private int Count(Func<Call, bool> which)
    {
        lock (_lock) return _calls.Count(which);
    }

    private async Task<T> Gauge<T>(bool isMeasurement, Func<IPlatform, Task<T>> body)
    {
        var call = new Call(isMeasurement);
        lock (_lock) _calls.Add(call);
        Interlocked.Increment(ref _moves);
        Current.Value = call;
        try
        {
            return await body(Inner);
        }
        finally
        {
            lock (_lock) _calls.Remove(call);
            Interlocked.Increment(ref _moves);
        }
    }

    private sealed class Call(bool isMeasurement)
    {
        private int _requests;

        public bool IsMeasurement { get; } = isMeasurement;

        public int Requests => Volatile.Read(ref _requests);

        public void Begin() => Interlocked.Increment(ref _requests);

        public void End() => Interlocked.Decrement(ref _requests);
    }

    private sealed class RequestGauge(GaugedPlatform gauge) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var call = Current.Value;
            call?.Begin();
            Interlocked.Increment(ref gauge._moves);
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                call?.End();
                Interlocked.Increment(ref gauge._moves);
            }
        }
    }
}
