using Spectre.Console;

namespace AquaTope.Host.Cli.CommandLines;

/// <summary>Spectre consoles over given writers.</summary>
internal static class Consoles
{
    // Wide enough for every result table: a pipe or a file gets whole lines, and so does a narrow terminal, which
    // breaks them more legibly than the table would break its cells.
    private const int LeastTableWidth = 120;

    /// <summary>For results: colour only where the writer is a terminal, lines never broken within a table.</summary>
    public static IAnsiConsole ForTables(TextWriter writer)
    {
        var console = Over(writer);
        console.Profile.Width = Math.Max(console.Profile.Width, LeastTableWidth);
        return console;
    }

    /// <summary>A console that uses colour, cursor and width of a terminal only where the writer is one.</summary>
    public static IAnsiConsole Over(TextWriter writer) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
}
