using System.Text.RegularExpressions;

namespace AquaTope.Host.Security.Keys;

/// <summary>A key as it is kept: everything but the secret.</summary>
/// <param name="Name">Who holds it; stands in the audit.</param>
/// <param name="Id">The user of basic authentication.</param>
/// <param name="Scopes">What its holder may do.</param>
/// <param name="Hash">SHA-256 of the secret, see <see cref="KeySecret"/>.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Revoked">Since when it is worth nothing; a revoked key keeps its name taken.</param>
public sealed partial record ApiKey(
    string Name, Guid Id, Scopes Scopes, KeyHash Hash, DateTimeOffset Created, DateTimeOffset? Revoked = null)
{
    /// <summary>The rule that names keep, for messages.</summary>
    public const string NameRule = "1 to 64 letters, digits, '.', '_' and '-'";

    public static bool IsName(string name) => Name64().IsMatch(name);

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Name64();
}
