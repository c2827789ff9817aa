using System.Text.Json;

namespace AquaTope.Models.Workflows;

/// <summary>What is wrong with a workflow document.</summary>
/// <param name="Field">
/// The path of the field, for example <c>stages[2].after[0]</c>; <c>document</c> for the whole.
/// </param>
/// <param name="Found">What stands there.</param>
/// <param name="Expected">What would be right.</param>
public sealed record DocumentProblem(string Field, string Found, string Expected)
{
    /// <summary>That it is no JSON, with the line and column where that shows, counted from 1.</summary>
    /// <param name="malformed">What the reader of JSON found.</param>
    /// <param name="expected">What would be right.</param>
    public static DocumentProblem Malformed(JsonException malformed, string expected)
    {
        // The reader's message ends with a place of its own, whose numbers count from 0.
        var what = malformed.Message.Split(" LineNumber: ")[0].TrimEnd('.');
        var where = malformed is { LineNumber: { } line, BytePositionInLine: { } position }
            ? $" (line {line + 1}, column {position + 1})"
            : "";
        return new DocumentProblem("document", what + where, expected);
    }

    public override string ToString() => $"{Field}: found {Found}; expected {Expected}";
}
