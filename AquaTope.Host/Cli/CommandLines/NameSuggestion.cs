namespace AquaTope.Host.Cli.CommandLines;

/// <summary>Guesses which known name a misspelt one was meant to be.</summary>
internal static class NameSuggestion
{
    /// <summary>
    /// <c>, did you mean 'x'</c> with the nearest known name, or the list of all names when none is near.
    /// </summary>
    public static string For(string given, IReadOnlyList<string> known) =>
        Near(given, known) is { Length: > 0 } near ? near : $", known are {string.Join(", ", known)}";

    /// <summary><c>, did you mean 'x'</c> with the nearest known name; nothing when none is near.</summary>
    public static string Near(string given, IReadOnlyList<string> known)
    {
        var nearest = known.MinBy(name => Distance(given, name));
        return nearest is not null && Distance(given, nearest) <= Math.Max(2, nearest.Length / 3)
            ? $", did you mean '{nearest}'"
            : "";
    }

    // Levenshtein's edit distance, one row of the table at a time.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
