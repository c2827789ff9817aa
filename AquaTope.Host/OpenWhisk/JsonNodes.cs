using System.Text.Json.Nodes;

namespace AquaTope.Host.OpenWhisk;

/// <summary>
/// Reads members of answers that may be absent or of another type: both read as <see langword="null"/>.
/// </summary>
internal static class JsonNodes
{
    public static double? AsNumber(this JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;

    public static string? AsText(this JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool IsTrue(this JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<bool>(out var truth) && truth;

    /// <summary>A member of an object; <see langword="null"/> where the node is none or has none.</summary>
    public static JsonNode? Member(this JsonNode? node, string name) => (node as JsonObject)?[name];
}
