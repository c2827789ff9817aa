using System.CommandLine;
using System.CommandLine.Parsing;

namespace AquaTope.Host.Cli.CommandLines;

/// <summary>Says in one line what is wrong with a command line that could not be parsed.</summary>
internal static class CommandLineProblem
{
    public static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var called = command is RootCommand ? CommandLine.ProgramName : $"{CommandLine.ProgramName} {command.Name}";
        return $"{called}: {Problem(parsed, command)}; see '{called} --help'";
    }

    private static string Problem(ParseResult parsed, Command command)
    {
        if (parsed.UnmatchedTokens.Count > 0) return Unknown(parsed.UnmatchedTokens[0], command);
        return command is RootCommand
            ? $"name a verb: {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}"
            : NoValue(parsed.Errors[0]) ?? NotANumber(parsed.Errors[0]) ?? parsed.Errors[0].Message.TrimEnd('.');
    }

    private static string? NoValue(ParseError error) =>
        error.Message.Contains("argument missing", StringComparison.OrdinalIgnoreCase)
        && error.SymbolResult is OptionResult { Option: var option }
        ? $"{option.Name} has no value; it takes {option.HelpName ?? "one"}, such as " +
          $"{option.Name} {ExampleOf(option.HelpName)}"
        : null;

    private static string ExampleOf(string? placeholder) => placeholder switch
    {
        "N" => "1",
        "X" => "0.5",
        "TEXT" => "'work on the database'",
        "TIME" => "12h",
        "URL" => "http://127.0.0.1:8080",
        "UUID:KEY" => "7b0e3a52-…:Yq3…",
        "ID" => "41",
        "MODE" => "observe",
        "KIND" => "target-chosen",
        "HOST:PORT,…" => "node-1:4053,node-2:4053",
        "HEADER:VALUE" => "X-Token:open-sesame",
        "CONNECTION" => "'Host=…;Database=…;Username=…'",
        "DIR" => "./data",
        "FILE" => "./aquatope.json",
        "A,B,…" => "a,b",
        "A,B+C,…" => "a,b+c",
        _ => placeholder?.ToLowerInvariant() ?? "VALUE"
    };

    // The library would name the type that it could not make of the text.
    private static string? NotANumber(ParseError error) => error.SymbolResult switch
    {
        _ when error.Message.Contains("; it takes ", StringComparison.Ordinal) => null,
        OptionResult { Tokens: [var token], Option: var option } when IsWholeNumber(option.ValueType) =>
            $"{option.Name} is '{token.Value}'; it takes a whole number",
        ArgumentResult { Tokens: [var token], Argument: var argument } when IsWholeNumber(argument.ValueType) =>
            $"{NameOf(argument, error.SymbolResult)} is '{token.Value}'; it takes a whole number",
        _ => null
    };

    // The value of an option is an argument within it.
    private static string NameOf(Argument argument, SymbolResult result) =>
        result.Parent is OptionResult { Option.Name: var option } ? option : argument.Name;

    private static bool IsWholeNumber(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var plain && (plain == typeof(int) || plain == typeof(long));

    private static string Unknown(string token, Command command)
    {
        var isOption = token.StartsWith('-');
        if (!isOption && command is not RootCommand) return $"'{token}' belongs to no option";
        var known = isOption
            ? command.Options.Select(option => option.Name).ToArray()
            : [.. command.Subcommands.Select(verb => verb.Name)];
        return $"there is no {(isOption ? "option" : "verb")} '{token}'" + NameSuggestion.For(token, known);
    }
}
