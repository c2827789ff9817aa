namespace AquaTope.Models.Identity;

/// <summary>OpenWhisk's rule for one segment of an entity's name.</summary>
public static class EntityName
{
    /// <summary>The longest segment the platform accepts, in characters.</summary>
    public const int MaxLength = 256;

    /// <summary>
    /// Whether the segment starts with a letter, digit or underscore, continues with those or <c>@ . &amp; -</c> and
    /// spaces, does not end in a space, and is at most <see cref="MaxLength"/> long.
    /// </summary>
    public static bool IsValid(string segment)
    {
        if (segment.Length is 0 or > MaxLength || segment[^1] == ' ' || !IsWord(segment[0])) return false;
        foreach (var c in segment)
            if (!IsWord(c) && c is not ('@' or '.' or '&' or '-' or ' '))
                return false;
        return true;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
