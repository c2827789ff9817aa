using System.Text.RegularExpressions;
using AquaTope.Actors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace AquaTope.Host.Cli.CommandLines;

/// <summary>
/// What is logged, one line each, with one time: ISO 8601, UTC, as in the journal and the audit. All of it goes to
/// standard error, since standard output belongs to results.
/// </summary>
internal sealed partial class LogLines() : ConsoleFormatter(nameof(LogLines))
{
    private const string OfActors = "Akka.Actor.ActorSystem";

    /// <summary>Makes these the lines of a host's log.</summary>
    public static void AddTo(ILoggingBuilder logging)
    {
        logging.AddConsole(console =>
        {
            console.FormatterName = nameof(LogLines);
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.AddConsoleFormatter<LogLines, ConsoleFormatterOptions>();
    }

    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Category == OfActors) message = LevelAndTime().Replace(message, "");
        if (logEntry.Exception is { } exception) message = $"{message} {exception}";
        textWriter.WriteLine(LogLine.Of(
            TimeProvider.System.GetUtcNow(), NameOf(logEntry.LogLevel), logEntry.Category, logEntry.EventId.Id,
            message));
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit"
    };

    // The actor system puts both before its messages: [INFO][11/28/2026 16:38:15.246Z]
    [GeneratedRegex(@"^\[\w+\]\[[^\]]*Z\]")]
    private static partial Regex LevelAndTime();
}
