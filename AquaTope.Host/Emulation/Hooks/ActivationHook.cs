using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Host.Emulation.Rest.Bodies;

namespace AquaTope.Host.Emulation.Hooks;

/// <summary>
/// Sends finished activations to a receiver, in the order they ended, one request at a time. An answer of 429 or 5xx,
/// or none, is tried again after a pause; any other refusal drops the batch, since it would be refused again. Safe to
/// call concurrently.
/// </summary>
internal sealed class ActivationHook : IAsyncDisposable
{
    private readonly ActivationHookOptions _options;
    private readonly ILogger _log;
    private readonly HttpClient _client = new();
    private readonly Lock _gate = new();
    private readonly Queue<ActivationRecord> _pending = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;
    private long _dropped;

    /// <param name="continuous">Whether records are sent as they come, or only by <see cref="FlushAsync"/>.</param>
    public ActivationHook(ActivationHookOptions options, bool continuous, ILogger log)
    {
        _options = options;
        _log = log;
        foreach (var (name, value) in options.Headers)
            _client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        _loop = continuous ? Task.Run(SendContinuouslyAsync) : Task.CompletedTask;
    }

    /// <summary>Records that were never delivered: dropped for want of room, or refused by the receiver.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Enqueue(ActivationRecord record)
    {
        lock (_gate)
        {
            if (_pending.Count == _options.Capacity)
            {
                _pending.Dequeue();
                // The first loss is worth a line; the rest are counted.
                if (Interlocked.Increment(ref _dropped) == 1)
                    _log.LogWarning(
                        "Activation records are lost: {Capacity} wait for {Url} already, and the oldest are dropped",
                        _options.Capacity, _options.Url);
            }
            _pending.Enqueue(record);
        }
        if (_arrivals.CurrentCount == 0) _arrivals.Release();
    }

    /// <summary>Sends everything that waits, and returns when the last of it was answered.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            while (NextBatch() is { Length: > 0 } batch) await DeliverAsync(batch, cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _client.Dispose();
        _stopping.Dispose();
        _sending.Dispose();
        _arrivals.Dispose();
    }

    private async Task SendContinuouslyAsync()
    {
        try
        {
            while (true)
            {
                await _arrivals.WaitAsync(_stopping.Token);
                await FlushAsync(_stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            _log.LogDebug("The activation hook has stopped");
        }
    }

    private ActivationRecord[] NextBatch()
    {
        lock (_gate)
        {
            var batch = new ActivationRecord[Math.Min(_options.BatchSize, _pending.Count)];
            for (var i = 0; i < batch.Length; i++) batch[i] = _pending.Dequeue();
            return batch;
        }
    }

    private async Task DeliverAsync(ActivationRecord[] batch, CancellationToken cancellation)
    {
        var body = Body(batch);
        for (var pause = _options.FirstPause; ; pause = Min(pause * 2, _options.LongestPause))
        {
            var (status, retryAfter) = await PostAsync(body, cancellation);
            if (status is { } answered && (int)answered is >= 200 and < 300) return;
            if (status is { } refused && refused != HttpStatusCode.TooManyRequests && (int)refused < 500)
            {
                Interlocked.Add(ref _dropped, batch.Length);
                _log.LogWarning("{Url} refused {Count} activation records with {Status}; they are dropped",
                    _options.Url, batch.Length, (int)refused);
                return;
            }
            await Task.Delay(retryAfter ?? pause, _options.Time, cancellation);
        }
    }

    // No status: the receiver could not be reached.
    private async Task<(HttpStatusCode? Status, TimeSpan? RetryAfter)> PostAsync(
        byte[] body, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await _client.PostAsync(_options.Url, content, cancellation);
            return (response.StatusCode, response.Headers.RetryAfter?.Delta);
        }
        catch (HttpRequestException unreachable)
        {
            _log.LogDebug(unreachable, "{Url} does not answer", _options.Url);
            return (null, null);
        }
        catch (TaskCanceledException timeout) when (!cancellation.IsCancellationRequested)
        {
            _log.LogDebug(timeout, "{Url} does not answer in time", _options.Url);
            return (null, null);
        }
    }

    private static byte[] Body(ActivationRecord[] batch)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, JsonObjects.WriterOptions))
        {
            writer.WriteStartArray();
            foreach (var record in batch) ActivationJson.Write(writer, record);
            writer.WriteEndArray();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
