using System.Buffers;
using Microsoft.Net.Http.Headers;

namespace AquaTope.Host.Ingestion.Records;

/// <summary>The body of a request in a rented buffer, read up to a bound.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[] _buffer;
    private int _length;

    private RequestBody(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The bytes; valid until disposal.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Whether the request says that its body is JSON in UTF-8, as it stands.</summary>
    public static bool IsPlainJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    /// <summary>
    /// Reads to the end, or answers <see langword="null"/> as soon as the body proves longer than the bound.
    /// </summary>
    public static async ValueTask<RequestBody?> ReadAsync(
        HttpRequest request, int bound, CancellationToken cancellation)
    {
        if (request.ContentLength > bound) return null;
        var body = new RequestBody((int)(request.ContentLength ?? 64 * 1024) + 1);
        try
        {
            while (true)
            {
                var read = await request.Body.ReadAsync(body._buffer.AsMemory(body._length), cancellation);
                if (read == 0) return body;
                body._length += read;
                if (body._length > bound) break;
                if (body._length == body._buffer.Length) body.Grow();
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
        body.Dispose();
        return null;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
