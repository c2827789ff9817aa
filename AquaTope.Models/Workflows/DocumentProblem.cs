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
        var (reason, line, column) = MalformedJson.Of(malformed);
        var where = line is null || column is null ? "" : $" (line {line}, column {column})";
        return new DocumentProblem("document", reason + where, expected);
    }

    public override string ToString() => $"{Field}: found {Found}; expected {Expected}";
}
