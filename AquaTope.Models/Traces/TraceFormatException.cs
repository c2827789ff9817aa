using System.Globalization;

namespace AquaTope.Models.Traces;

/// <summary>
/// A trace file that cannot be read. The message names the file, the place, what was found and what would be right.
/// </summary>
public sealed class TraceFormatException : FormatException
{
    private TraceFormatException(string message, Exception? innerException) : base(message, innerException)
    {
    }

    /// <summary>Something wrong with a file as a whole.</summary>
    internal static TraceFormatException InFile(string file, string problem, Exception? cause = null) =>
        new($"{file}: {problem}", cause);

    /// <summary>Something wrong with a line, counted from 1.</summary>
    internal static TraceFormatException InLine(string file, long line, string problem, Exception? cause = null) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}: {problem}"), cause);

    /// <summary>Something wrong with a value; line and column are counted from 1.</summary>
    internal static TraceFormatException InColumn(string file, long line, int column, string problem) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file}, line {line}, column {column}: {problem}"), null);
}
