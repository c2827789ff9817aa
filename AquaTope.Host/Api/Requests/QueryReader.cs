using System.Globalization;

namespace AquaTope.Host.Api.Requests;

/// <summary>
/// Reads the values of one query and keeps the first problem. The framework's own binding would name the type of the
/// program that a text does not fit.
/// </summary>
internal sealed class QueryReader
{
    /// <summary>The first value that could not be read, and what would be right; null where there is none.</summary>
    public string? Problem { get; private set; }

    /// <summary>A whole number within inclusive bounds, or the standard one where none is given.</summary>
    public long Whole(string name, string? text, long standard, long least, long most)
    {
        if (text is null) return standard;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return Refuse(standard, $"{name} is '{text}'; it takes a whole number.");
        return value >= least && value <= most
            ? value
            : Refuse(standard, $"{name} is {value}; it must lie between {least} and {most}.");
    }

    /// <summary>Whether it is true; it is not where nothing is given.</summary>
    public bool Flag(string name, string? text) =>
        text is not null
        && (bool.TryParse(text, out var value) ? value : Refuse(false, $"{name} is '{text}'; it takes true or false."));

    /// <summary>An instant; of UTC where it says no offset.</summary>
    public DateTimeOffset? Instant(string name, string? text)
    {
        if (text is null) return null;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant)
            ? instant
            : Refuse<DateTimeOffset?>(
                null, $"{name} is '{text}'; it takes a time such as 2026-03-01T12:00:00Z; a plus sign is written %2B.");
    }

    private T Refuse<T>(T instead, string problem)
    {
        Problem ??= problem;
        return instead;
    }
}
