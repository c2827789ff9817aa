using System.Globalization;
using Akka.Event;

namespace AquaTope.Actors;

/// <summary>
/// Where the actor system logs before the host's loggers are there and after they are gone. Standard output belongs to
/// results. Lines look as the host's do.
/// </summary>
public sealed class StandardErrorLogger : MinimalLogger
{
    protected override void Log(object message) => Console.Error.WriteLine(LineOf(message));

    /// <summary>The line of a message, with its time in ISO 8601, UTC.</summary>
    public static string LineOf(object message)
    {
        var said = message as LogEvent;
        var level = said?.LogLevel() switch
        {
            LogLevel.DebugLevel => "dbug",
            LogLevel.WarningLevel => "warn",
            LogLevel.ErrorLevel => "fail",
            _ => "info"
        };
        var text = said is null
            ? message.ToString()
            : string.Create(
                CultureInfo.InvariantCulture,
                $"[Thread {said.Thread.ManagedThreadId:0000}][{said.LogSource}] {said.Message} {said.Cause}");
        var at = said is null ? TimeProvider.System.GetUtcNow() : new DateTimeOffset(said.Timestamp, TimeSpan.Zero);
        return LogLine.Of(at, level, "Akka.Actor.ActorSystem", 0, text ?? "");
    }
}
