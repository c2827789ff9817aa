using System.Text.Json;
using AquaTope.Host.Emulation.Entities;

namespace AquaTope.Host.Emulation.Rest.Bodies;

/// <summary>An answer whose body is one JSON value.</summary>
internal sealed class JsonAnswer(int status, Action<Utf8JsonWriter> body) : IResult
{
    public static JsonAnswer Ok(Action<Utf8JsonWriter> body) => new(StatusCodes.Status200OK, body);

    public static JsonAnswer Ok(JsonElement body) => Ok(body.WriteTo);

    /// <summary>An array, each item written as an element of it.</summary>
    public static JsonAnswer List<T>(IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write) => Ok(writer =>
    {
        writer.WriteStartArray();
        foreach (var item in items) write(writer, item);
        writer.WriteEndArray();
    });

    /// <summary>The platform's error body; the code names the request.</summary>
    public static JsonAnswer Error(int status, string error, string code) => new(status, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("error", error);
        writer.WriteString("code", code);
        writer.WriteEndObject();
    });

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "application/json";
        var output = httpContext.Response.BodyWriter;
        using (var writer = new Utf8JsonWriter(output, JsonObjects.WriterOptions)) body(writer);
        await output.FlushAsync(httpContext.RequestAborted);
    }
}
