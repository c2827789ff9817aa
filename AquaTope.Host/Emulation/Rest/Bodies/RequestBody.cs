using System.Text.Json;
using AquaTope.Host.Emulation.Entities;

namespace AquaTope.Host.Emulation.Rest.Bodies;

/// <summary>Reads request bodies.</summary>
internal static class RequestBody
{
    /// <summary>The largest body the platform's HTTP layer takes, in bytes.</summary>
    public const int MaximumBytes = 50 << 20;

    /// <summary>The largest payload, parameter list or annotation list, in bytes.</summary>
    public const int MaximumPayloadBytes = 1 << 20;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonObjects.MaximumDepth };

    /// <summary>The JSON object in the body.</summary>
    public static async Task<JsonElement> ReadObjectAsync(HttpContext context)
    {
        var bytes = await ReadBytesAsync(context.Request);
        return bytes.Length == 0
            ? throw Refusal.BadRequest("Request entity expected but not supplied")
            : ParseObject(context, bytes);
    }

    /// <summary>The JSON object in the body, empty where there is none, at most the size of a payload.</summary>
    public static async Task<JsonElement> ReadPayloadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is > MaximumPayloadBytes and var announced) throw PayloadTooLarge(announced);
        var bytes = await ReadBytesAsync(context.Request);
        if (bytes.Length > MaximumPayloadBytes) throw PayloadTooLarge(bytes.Length);
        return bytes.Length == 0 ? JsonObjects.Empty : ParseObject(context, bytes);
    }

    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static JsonElement ParseObject(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        if (!context.Request.HasJsonContentType())
            throw new RequestRefusedException(
                StatusCodes.Status415UnsupportedMediaType,
                "The request's Content-Type is not supported. Expected:\napplication/json");
        try
        {
            var json = JsonElement.Parse(bytes.Span, Options);
            return json.ValueKind == JsonValueKind.Object ? json : throw Refusal.Malformed("Object expected");
        }
        catch (JsonException malformed)
        {
            throw Refusal.Malformed(malformed.Message);
        }
    }

    private static RequestRefusedException PayloadTooLarge(long bytes) =>
        Refusal.TooMuch($"Request larger than allowed: {bytes} > {MaximumPayloadBytes} bytes.");
}
