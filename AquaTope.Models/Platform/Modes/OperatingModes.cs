namespace AquaTope.Models.Platform.Modes;

/// <summary>The modes by name.</summary>
public static class OperatingModes
{
    /// <summary>The names there are, for people.</summary>
    public const string Rule = "observe, recommend, canary or enforce";

    public static string NameOf(OperatingMode mode) => mode.ToString().ToLowerInvariant();

    public static bool TryParse(string? text, out OperatingMode mode)
    {
        foreach (var known in Enum.GetValues<OperatingMode>())
            if (NameOf(known) == text)
            {
                mode = known;
                return true;
            }
        mode = default;
        return false;
    }
}
