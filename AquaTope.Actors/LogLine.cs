using System.Globalization;

namespace AquaTope.Actors;

/// <summary>How a line of the log looks, whoever writes it.</summary>
public static class LogLine
{
    /// <summary>
    /// One line with its time in ISO 8601, UTC, as in the journal and the audit; breaks within the message are spaces.
    /// </summary>
    /// <param name="at">When it was said.</param>
    /// <param name="level">Four letters, such as <c>info</c>.</param>
    /// <param name="category">Who said it.</param>
    /// <param name="number">The number of the event; 0 where it has none.</param>
    /// <param name="message">What was said.</param>
    public static string Of(DateTimeOffset at, string level, string category, int number, string message) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {level}: {category}[{number}] "
            + $"{message.ReplaceLineEndings(" ").TrimEnd()}");
}
