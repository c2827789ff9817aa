using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using AquaTope.Host.Configuration;
using AquaTope.Host.OpenWhisk;
using AquaTope.Host.Tests.OpenWhisk;

namespace AquaTope.Host.Tests.Configuration;

/// <summary>
/// The tables of keys in <c>docs/operations.md</c>, held against the types that the keys are bound to.
/// </summary>
public sealed partial class ConfigurationReferenceSpecs
{
    private static readonly NodeConfiguration Defaults = new()
    {
        OpenWhisk = new OpenWhiskOptions
        {
            Endpoint = new Uri("https://openwhisk.example.org"),
            Auth = "uuid:key",
            Controller = new AdminEndpoint(new Uri("https://controller.example.org"), "user", "password")
        }
    };

    /// <summary>
    /// What no default stands for: whoever writes the section gives the value, or leaves the part out.
    /// </summary>
    private static readonly Dictionary<string, string> GivenByTheOperator = new()
    {
        ["OpenWhisk:Endpoint"] = "required",
        ["OpenWhisk:Auth"] = "required",
        ["OpenWhisk:Controller"] = "none",
        ["OpenWhisk:Controller:Endpoint"] = "required there",
        ["OpenWhisk:Controller:User"] = "required there",
        ["OpenWhisk:Controller:Password"] = "required there"
    };

    private static readonly Dictionary<string, string> Documented = Rows()
        .Matches(File.ReadAllText(Checkout.PathOf("docs/operations.md")))
        .ToDictionary(row => row.Groups["key"].Value, row => row.Groups["default"].Value);

    private static readonly Dictionary<string, object?> Existing = KeysOf(Defaults, "").ToDictionary();

    [Fact]
    public void Every_key_of_the_configuration_is_documented() =>
        Existing.Keys.Except(Documented.Keys).ShouldBeEmpty();

    [Fact]
    public void Every_documented_key_exists() =>
        Documented.Keys.Except(Existing.Keys).ShouldBeEmpty();

    [Fact]
    public void Every_documented_default_is_the_one_in_force() =>
        Documented.ShouldBe(
            Existing.Select(key => KeyValuePair.Create(
                key.Key, GivenByTheOperator.GetValueOrDefault(key.Key) ?? Shown(key.Value))),
            ignoreOrder: true);

    private static IEnumerable<KeyValuePair<string, object?>> KeysOf(object section, string prefix)
    {
        foreach (var property in section.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (!property.CanWrite) continue;
            var (key, value) = (prefix + property.Name, property.GetValue(section));
            var isSection = value is not (null or ICollection or Enum)
                            && value.GetType().Namespace!.StartsWith("AquaTope.", StringComparison.Ordinal);

            // The whole endpoint can be left out, so it is a key of its own beside its parts.
            if (!isSection || value is AdminEndpoint) yield return KeyValuePair.Create(key, value);
            if (isSection)
                foreach (var inner in KeysOf(value!, key + ":"))
                    yield return inner;
        }
    }

    private static string Shown(object? value) => value switch
    {
        null => "none",
        bool flag => flag ? "`true`" : "`false`",
        string text => $"`{text}`",
        ICollection { Count: 0 } => "none",
        IFormattable number => $"`{number.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => throw new ArgumentException($"No default is written for a {value.GetType().Name}.", nameof(value))
    };

    [GeneratedRegex(@"^\| `(?<key>[A-Z][A-Za-z:]*)` \| (?<default>[^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
