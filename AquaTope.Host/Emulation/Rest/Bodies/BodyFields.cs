using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using AquaTope.Host.Emulation.Entities;

namespace AquaTope.Host.Emulation.Rest.Bodies;

/// <summary>Reads the fields that entities of all kinds have. An absent field and a null are the same.</summary>
internal static class BodyFields
{
    public static JsonElement? Field(this JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static PropertyList? Parameters(this JsonElement body) => Properties(body, "parameters");

    public static PropertyList? Annotations(this JsonElement body) => Properties(body, "annotations");

    public static bool? Publish(this JsonElement body) => body.Field("publish")?.ValueKind switch
    {
        null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refusal.Malformed("Expected JsBoolean, but got " + body.Field("publish")!.Value.GetRawText())
    };

    public static SemanticVersion? Version(this JsonElement body)
    {
        if (body.Field("version") is not { } json) return null;
        return json.ValueKind == JsonValueKind.String && SemanticVersion.TryParse(json.GetString(), out var version)
            ? version
            : throw Refusal.Malformed($"bad semantic version {json.GetRawText()}");
    }

    /// <summary>A text field; <see langword="null"/> when absent.</summary>
    public static string? Text(this JsonElement body, string name, string problem) => body.Field(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw Refusal.Malformed(problem)
    };

    /// <summary>An array of strings; empty when absent.</summary>
    public static ImmutableArray<string> Texts(this JsonElement body, string name, string problem)
    {
        if (body.Field(name) is not { } json) return [];
        if (json.ValueKind != JsonValueKind.Array
            || json.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
            throw Refusal.Malformed(problem);
        return [.. json.EnumerateArray().Select(item => item.GetString()!)];
    }

    private static PropertyList? Properties(JsonElement body, string name)
    {
        if (body.Field(name) is not { } json) return null;
        if (json.ValueKind != JsonValueKind.Array) throw Refusal.Malformed($"{name} malformed!");
        var bytes = Encoding.UTF8.GetByteCount(json.GetRawText());
        if (bytes > RequestBody.MaximumPayloadBytes)
            throw Refusal.TooMuch($"{name} larger than allowed: {bytes} > {RequestBody.MaximumPayloadBytes} bytes.");
        return PropertyList.Empty.Overlay(
            new PropertyList([.. json.EnumerateArray().Select(item => Property(item, name))]));
    }

    private static Property Property(JsonElement json, string list)
    {
        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("key", out var key) || key.ValueKind != JsonValueKind.String
            || key.GetString() is not { Length: > 0 } name)
            throw Refusal.Malformed($"{list} malformed!");
        var value = json.TryGetProperty("value", out var given) ? given : JsonElement.Parse("null");
        return new Property(
            name, value, json.TryGetProperty("init", out var init) && init.ValueKind == JsonValueKind.True);
    }
}
