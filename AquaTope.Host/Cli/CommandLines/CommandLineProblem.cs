using System.CommandLine;

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
            : parsed.Errors[0].Message.TrimEnd('.');
    }

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
