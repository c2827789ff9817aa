using System.CommandLine;
using System.CommandLine.Help;
using AquaTope.Host.Cli.Decisions;
using AquaTope.Host.Cli.Forecasting;
using AquaTope.Host.Cli.Loading;
using AquaTope.Host.Cli.Nodes;
using AquaTope.Host.Cli.Safety;
using AquaTope.Host.Cli.Simulating;
using AquaTope.Host.Cli.Training;
using AquaTope.Host.Cli.Tuning;

namespace AquaTope.Host.Cli.CommandLines;

/// <summary>Chooses the verb, runs it, and turns how it ended into an exit code.</summary>
internal static class CommandLine
{
    /// <summary>What the program is called in help and in errors.</summary>
    public const string ProgramName = "aquatope";

    /// <summary>Every verb there is.</summary>
    private static Verb[] Verbs() =>
    [
        new DemoCommand(),
        new ServeCommand(),
        new RegisterCommand(),
        new StatusCommand(),
        new DecisionsCommand(),
        new ExplainCommand(),
        new AuditCommand(),
        new HaltCommand(),
        new ResumeCommand(),
        new RollbackCommand(),
        new ModeCommand(),
        new ModelsCommand(),
        new KeysCommand(),
        new DoctorCommand(),
        new EmulateCommand(),
        new LoadCommand(),
        new SimulateCommand(),
        new TuneCommand(),
        new TrainCommand(),
        new ForecastCommand(ForecastModels.All)
    ];

    /// <summary>Runs the command line.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal, StopRequest stop) =>
        RunAsync(arguments, Verbs(), terminal, stop);

    /// <summary>
    /// As <see cref="RunAsync(IReadOnlyList{string}, Terminal, StopRequest)"/>, with a choice of verbs.
    /// </summary>
    internal static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, IReadOnlyList<Verb> verbs, Terminal terminal, StopRequest stop)
    {
        var parsed = Root(verbs).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0) return Fail(terminal, ExitCode.Usage, CommandLineProblem.Describe(parsed));
        return parsed.Action is null
            ? await RunAsync((Verb)parsed.CommandResult.Command, parsed, terminal, stop)
            : await ShowAsync(parsed, terminal, stop);
    }

    // Only --help and --version have actions of their own. The library's signal handling ends the process two seconds
    // after SIGTERM, so it is switched off here, and never reached by verbs.
    private static async Task<int> ShowAsync(ParseResult parsed, Terminal terminal, StopRequest stop)
    {
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = terminal.Output,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null
                },
                stop.Token);
        }
        catch (IOException failure)
        {
            return Fail(terminal, ExitCode.Failed, $"{ProgramName}: {failure.Message}");
        }
    }

    private static async Task<int> RunAsync(Verb verb, ParseResult parsed, Terminal terminal, StopRequest stop)
    {
        try
        {
            var code = await verb.RunAsync(new VerbRun(verb, parsed, terminal, stop.Token));
            return code == ExitCode.Done && stop.Interrupted ? ExitCode.Interrupted : code;
        }
        catch (UsageException mistake)
        {
            return Fail(terminal, ExitCode.Usage, $"{ProgramName} {verb.Name}: {mistake.Message}");
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return Fail(terminal, ExitCode.Interrupted, $"{ProgramName} {verb.Name}: interrupted");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Fail(terminal, ExitCode.Failed, $"{ProgramName} {verb.Name}: {failure.Message}");
        }
    }

    private static RootCommand Root(IReadOnlyList<Verb> verbs)
    {
        var root = new RootCommand(
            "AquaTope keeps the right number of serverless containers warm and gives them the right size.")
        {
            HelpName = ProgramName
        };
        foreach (var verb in verbs) root.Add(verb);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static int Fail(Terminal terminal, int code, string line)
    {
        terminal.Error.WriteLine(line.ReplaceLineEndings(" "));
        return code;
    }
}
