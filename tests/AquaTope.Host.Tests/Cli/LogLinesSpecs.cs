using AquaTope.Actors;
using AquaTope.Host.Cli.CommandLines;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AquaTope.Host.Tests.Cli;

public sealed class LogLinesSpecs
{
    [Theory]
    [InlineData("Akka.Actor.ActorSystem", "[INFO][11/28/2026 16:38:15.246Z][Thread 0001][remoting] Starting",
        "warn: Akka.Actor.ActorSystem[7] [Thread 0001][remoting] Starting")]
    [InlineData("AquaTope.Host.Health.StorageProbe", "[INFO][11/28/2026 16:38:15.246Z] is\nsaid",
        "warn: AquaTope.Host.Health.StorageProbe[7] [INFO][11/28/2026 16:38:15.246Z] is said")]
    public void A_line_has_one_time_and_its_level_and_source(string category, string message, string expected)
    {
        using var writer = new StringWriter();

        new LogLines().Write(
            new LogEntry<string>(LogLevel.Warning, category, new EventId(7), message, null, (text, _) => text), null,
            writer);

        var line = writer.ToString().TrimEnd();
        line.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ");
        line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].ShouldBe(expected);
    }

    [Fact]
    public void Lines_of_an_actor_system_without_a_host_look_the_same() =>
        StandardErrorLogger.LineOf(new Akka.Event.Warning("remoting", typeof(string), "Starting\nnow"))
            .ShouldMatch(
                @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warn: Akka\.Actor\.ActorSystem\[0\] " +
                @"\[Thread \d{4}\]\[remoting.*\] Starting now$");
}
