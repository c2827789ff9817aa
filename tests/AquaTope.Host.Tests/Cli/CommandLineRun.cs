using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Tests.Cli;

/// <summary>What a command line, run in this process, answered.</summary>
internal sealed record CommandLineRun(int Code, string Output, string Error)
{
    /// <summary>The lines on standard error.</summary>
    public IReadOnlyList<string> Complaints { get; } =
        Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<CommandLineRun> OfAsync(params string[] arguments)
    {
        using var stop = new StopRequest();
        return await OfAsync(arguments, verbs: null, stop);
    }

    public static async Task<CommandLineRun> OfAsync(string[] arguments, Verb[]? verbs, StopRequest stop)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(output, error, ErrorIsInteractive: false);
        var code = verbs is null
            ? await CommandLine.RunAsync(arguments, terminal, stop)
            : await CommandLine.RunAsync(arguments, verbs, terminal, stop);
        return new CommandLineRun(code, output.ToString(), error.ToString());
    }
}
