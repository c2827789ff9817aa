using System.Text.Json;

namespace AquaTope.Models.Workflows;

/// <summary>What the reader of JSON found, in its words but without the place that they end with, counted from 0.</summary>
/// <param name="Reason">What is wrong.</param>
/// <param name="Line">The line where that shows, from 1; <see langword="null"/> where it is not known.</param>
/// <param name="Byte">The byte of that line, from 1.</param>
public readonly record struct MalformedJson(string Reason, long? Line, long? Byte)
{
    public static MalformedJson Of(JsonException malformed) => new(
        malformed.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0].TrimEnd('.'),
        malformed.LineNumber + 1, malformed.BytePositionInLine + 1);
}
