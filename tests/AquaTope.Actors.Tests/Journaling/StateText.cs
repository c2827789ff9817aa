using System.Collections;
using System.Globalization;
using System.Reflection;

namespace AquaTope.Actors.Tests.Journaling;

/// <summary>
/// A state as text, down to the fields that nobody outside sees: two states are the same if their texts are.
/// </summary>
internal static class StateText
{
    /// <summary>Everything, in one line.</summary>
    public static string Of(object value) =>
        string.Join("; ", PartsOf(value).Select(part => $"{part.Key}={part.Value}"));

    /// <summary>Field by field.</summary>
    public static SortedDictionary<string, string> PartsOf(object value) => new(
        value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).ToDictionary(
            field => field.Name.TrimStart('<').Split('>')[0], field => Text(field.GetValue(value))),
        StringComparer.Ordinal);

    // Tables have no order; everything of the project's own is looked at field by field.
    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        IDictionary table => Block(table.Keys.Cast<object>()
            .Select(key => $"{Text(key)}: {Text(table[key])}").Order(StringComparer.Ordinal)),
        IEnumerable list when IsSet(value) => Block(list.Cast<object?>().Select(Text).Order(StringComparer.Ordinal)),
        IEnumerable list => Block(list.Cast<object?>().Select(Text)),
        _ when value.GetType() is { Namespace: { } space } type
            && space.StartsWith("AquaTope.", StringComparison.Ordinal)
                                                                && !type.IsEnum =>
            $"{type.Name} {Block(PartsOf(value).Select(part => $"{part.Key}={part.Value}"))}",
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!
    };

    private static bool IsSet(object value) =>
        Array.Exists(value.GetType().GetInterfaces(), type => type.Name.StartsWith("ISet`", StringComparison.Ordinal));

    private static string Block(IEnumerable<string> parts) => $"{{{string.Join(", ", parts)}}}";
}
