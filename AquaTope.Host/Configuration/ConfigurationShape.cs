using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Configuration;

/// <summary>
/// Holds keys and values against the types that they are bound to. The binder leaves out what does not fit a section or
/// a list, so that what was asked for would silently become the default.
/// </summary>
internal static class ConfigurationShape
{
    /// <summary>
    /// What is wrong with the first entry that does not fit: its key, what was found and what would be right; null
    /// where all fit.
    /// </summary>
    /// <param name="values">The entries of a section.</param>
    /// <param name="type">The type that the section is bound to.</param>
    public static string? ProblemOf(IConfiguration values, Type type)
    {
        foreach (var entry in values.GetChildren())
        {
            var property = type.GetProperty(
                entry.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
            if (property is not { CanWrite: true })
                return $"there is no setting '{entry.Path}'" +
                       NameSuggestion.For(entry.Key, [.. type.GetProperties().Where(known => known.CanWrite)
                           .Select(known => known.Name)]);
            var kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (ProblemOfEntry(entry, kind) is { } problem) return problem;
        }
        return null;
    }

    private static string? ProblemOfEntry(IConfigurationSection entry, Type type)
    {
        if (IsSection(type))
            return HasValue(entry)
                ? $"{entry.Path} is a single value; it takes an object of settings, such as {Example(type)}"
                : ProblemOf(entry, type);
        if (type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable)))
            return HasValue(entry)
                ? $"{entry.Path} is a single value; it takes {Several(type)}, by the environment " +
                  $"{EnvironmentName(entry)}__{(IsDictionary(type) ? "NAME" : "0")}"
                : entry.GetChildren().Select(element => ProblemOfEntry(element, type.GetGenericArguments()[^1]))
                    .FirstOrDefault(problem => problem is not null);
        if (entry.GetChildren().Any()) return $"{entry.Path} is an object or a list; it takes {Expected(type)}";
        return entry.Value is { Length: > 0 } text && !Fits(text, type)
            ? $"{entry.Path} is '{text}'; it takes {Expected(type)}"
            : null;
    }

    private static bool IsSection(Type type) =>
        type.IsClass && type.Assembly.GetName().Name is { } name
        && name.StartsWith("AquaTope", StringComparison.OrdinalIgnoreCase);

    private static bool IsDictionary(Type type) => type.IsAssignableTo(typeof(IDictionary));

    // An empty list or object of a file comes as the empty text.
    private static bool HasValue(IConfigurationSection entry) => entry.Value is { Length: > 0 };

    private static bool Fits(string text, Type type)
    {
        // Numbers would be taken for an enum whether they stand for one of its names or not, and in "60" for days.
        if (type.IsEnum) return Enum.GetNames(type).Contains(text.Trim(), StringComparer.OrdinalIgnoreCase);
        if (type == typeof(TimeSpan))
            return text.Contains(':') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _);
        try
        {
            return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text) is not null;
        }
        catch (Exception unfit) when (unfit is FormatException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Expected(Type type) => type switch
    {
        { IsEnum: true } => string.Join(", ", Enum.GetNames(type)[..^1]) + $" or {Enum.GetNames(type)[^1]}",
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(double) => "a number",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a duration, hh:mm:ss, such as 00:01:30",
        _ when type == typeof(Uri) => "an address such as https://openwhisk.example.org",
        _ => "a text"
    };

    private static string Several(Type type) => IsDictionary(type)
        ? $$"""an object by name, such as { "NAME": … }"""
        : "a list, such as [ … ]";

    private static string Example(Type type) =>
        $$"""{ "{{type.GetProperties().First(property => property.CanWrite).Name}}": … }""";

    private static string EnvironmentName(IConfigurationSection entry) =>
        ConfigurationFile.EnvironmentPrefix
        + entry.Path.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();
}
