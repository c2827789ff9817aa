using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AquaTope.Host.Emulation.Entities;

/// <summary>
/// Makes JSON objects of parts whose shape is the user's own. Elements are immutable and may be shared.
/// </summary>
internal static class JsonObjects
{
    /// <summary>How deep user JSON may nest; deeper bodies are refused as malformed.</summary>
    public const int MaximumDepth = 64;

    /// <summary>
    /// Escapes only what JSON must, as the platform does. Answers are JSON by content type, never embedded in HTML.
    /// </summary>
    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 2 * MaximumDepth };

    private static readonly JsonDocumentOptions ReaderOptions = new() { MaxDepth = 2 * MaximumDepth };

    public static JsonElement Empty { get; } = Create(_ => { });

    public static JsonElement False { get; } = JsonElement.Parse("false");

    public static JsonElement True { get; } = JsonElement.Parse("true");

    public static JsonElement Of(string key, string value) => Create(writer => writer.WriteString(key, value));

    public static JsonElement Of(string key, JsonElement value) => Create(writer =>
    {
        writer.WritePropertyName(key);
        value.WriteTo(writer);
    });

    public static JsonElement Text(string value) => Write(writer => writer.WriteStringValue(value));

    public static JsonElement Number(long value) => Write(writer => writer.WriteNumberValue(value));

    /// <summary>An object with the fields that the action writes.</summary>
    public static JsonElement Create(Action<Utf8JsonWriter> fields) => Write(writer =>
    {
        writer.WriteStartObject();
        fields(writer);
        writer.WriteEndObject();
    });

    /// <summary>The fields of both; those of <paramref name="over"/> win.</summary>
    public static JsonElement Merge(JsonElement under, JsonElement over) =>
        Overlay(under.EnumerateObject().Select(field => (field.Name, field.Value)), over);

    /// <summary>
    /// Parameters as the object an action receives, the fields of <paramref name="over"/> put over them.
    /// </summary>
    public static JsonElement Merge(PropertyList parameters, JsonElement over) =>
        parameters.Properties.IsEmpty
            ? over
            : Overlay(parameters.Properties.Select(parameter => (parameter.Key, parameter.Value)), over);

    /// <summary>The object without one of its fields.</summary>
    public static JsonElement Without(JsonElement json, string key) => Create(writer =>
    {
        foreach (var field in json.EnumerateObject())
            if (field.Name != key)
                field.WriteTo(writer);
    });

    /// <summary>One JSON value, as the action writes it.</summary>
    public static JsonElement Write(Action<Utf8JsonWriter> value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions)) value(writer);
        return JsonElement.Parse(buffer.WrittenSpan, ReaderOptions);
    }

    private static JsonElement Overlay(IEnumerable<(string Key, JsonElement Value)> under, JsonElement over)
    {
        var named = over.EnumerateObject().Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        return Create(writer =>
        {
            foreach (var (key, value) in under)
                if (!named.Contains(key))
                {
                    writer.WritePropertyName(key);
                    value.WriteTo(writer);
                }
            foreach (var field in over.EnumerateObject()) field.WriteTo(writer);
        });
    }
}
