using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AquaTope.Host.Cli.CommandLines;

/// <summary>Options whose error messages say what was found and what would be right.</summary>
internal static class VerbOption
{
    /// <summary>A whole number within inclusive bounds.</summary>
    public static Option<int> WholeNumber(string name, string description, int least, int most, int standard) =>
        new(name)
        {
            HelpName = "N",
            Description = description,
            DefaultValueFactory = _ => standard,
            CustomParser = result => WholeNumber(result, name, least, most)
        };

    /// <summary>A number within inclusive bounds.</summary>
    public static Option<double> Number(string name, string description, double least, double most, double standard) =>
        new(name)
        {
            HelpName = "X",
            Description = description,
            DefaultValueFactory = _ => standard,
            CustomParser = result => Number(result, name, least, most)
        };

    /// <summary>An instant: a date, a date and time, or how long ago.</summary>
    public static Option<DateTimeOffset?> Instant(string name, string description) =>
        new(name)
        {
            HelpName = "TIME",
            Description = $"{description} A time such as 2026-03-01T12:00Z, or how long ago: 90s, 30m, 12h or 7d.",
            CustomParser = result => Instant(result, name)
        };

    /// <summary>Names or paths separated by commas; the option may also be given several times.</summary>
    public static Option<string[]> List(string name, string helpName, string description) =>
        new(name)
        {
            HelpName = helpName,
            Description = description,
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result => Parts(result, name, helpName)
        };

    /// <summary>Lets an option take one of some names and nothing else.</summary>
    public static void Among(this Option<string> option, params string[] names) =>
        option.CustomParser = result => Name(result, option.Name, names);

    private static string? Name(ArgumentResult result, string option, string[] names)
    {
        var text = result.Tokens[0].Value;
        if (names.Contains(text)) return text;
        result.AddError($"{option} is '{text}'; it takes one of {string.Join(", ", names)}");
        return null;
    }

    private static int WholeNumber(ArgumentResult result, string name, int least, int most)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most)
            return value;
        result.AddError(string.Create(CultureInfo.InvariantCulture,
            $"{name} is '{text}'; it takes a whole number from {least} to {most}"));
        return 0;
    }

    private static DateTimeOffset? Instant(ArgumentResult result, string name)
    {
        var text = result.Tokens[0].Value;
        if (Ago(text) is { } ago) return DateTimeOffset.UtcNow - ago;
        if (DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var instant))
            return instant;
        result.AddError($"{name} is '{text}'; it takes a time such as 2026-03-01T12:00Z, or how long ago, such as 12h");
        return null;
    }

    private static TimeSpan? Ago(string text)
    {
        if (text.Length < 2
            || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number > 1_000_000)
            return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(Math.Min(number, 100_000)),
            _ => null
        };
    }

    private static double Number(ArgumentResult result, string name, double least, double most)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most)
            return value;
        result.AddError(string.Create(CultureInfo.InvariantCulture,
            $"{name} is '{text}'; it takes a number from {least} to {most}"));
        return 0;
    }

    private static string[] Parts(ArgumentResult result, string name, string helpName)
    {
        var parts = result.Tokens
            .SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries))
            .ToArray();
        if (Array.Exists(parts, string.IsNullOrEmpty))
            result.AddError($"{name} is '{string.Join(',', result.Tokens.Select(token => token.Value))}', " +
                            $"with an empty entry; it takes {helpName}");
        return parts;
    }
}
