using System.Text.Json.Serialization;

namespace AquaTope.Host.Cli;

/// <summary>What one check of <c>doctor</c> found.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Outcome">How it is.</param>
/// <param name="Found">What was found.</param>
/// <param name="Remedy">What to do about it; nothing where nothing is wrong.</param>
internal sealed record Finding(string Check, FindingOutcome Outcome, string Found, string? Remedy = null)
{
    public static Finding Ok(string check, string found) => new(check, FindingOutcome.Ok, found);

    public static Finding Failed(string check, string found, string remedy) =>
        new(check, FindingOutcome.Failed, found.ReplaceLineEndings(" ").TrimEnd('.', ' '), remedy);

    public static Finding Skipped(string check, string found) => new(check, FindingOutcome.Skipped, found);
}

/// <summary>How a check ended.</summary>
internal enum FindingOutcome
{
    [JsonStringEnumMemberName("ok")]
    Ok = 0,

    [JsonStringEnumMemberName("failed")]
    Failed = 1,

    /// <summary>There was nothing to look at.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped = 2
}
