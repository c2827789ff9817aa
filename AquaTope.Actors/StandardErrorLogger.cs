using Akka.Event;

namespace AquaTope.Actors;

/// <summary>
/// Where the actor system logs before the host's loggers are there and after they are gone. Standard output belongs to
/// results.
/// </summary>
public sealed class StandardErrorLogger : MinimalLogger
{
    protected override void Log(object message) => Console.Error.WriteLine(message);
}
