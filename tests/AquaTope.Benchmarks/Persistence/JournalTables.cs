using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using AquaTope.Actors;

namespace AquaTope.Benchmarks.Persistence;

/// <summary>Has the journal plug-in make its tables.</summary>
internal static class JournalTables
{
    public static async Task EnsureAsync(JournalSettings journal)
    {
        using var system = ActorSystem.Create(
            "tables", journal.ToHocon().WithFallback(ConfigurationFactory.ParseString("akka.loglevel = ERROR")));
        await system.ActorOf(Props.Create(() => new Reader())).Ask<bool>(Reader.Question, TimeSpan.FromSeconds(30));
        await system.Terminate();
    }

    /// <summary>Answers once it has read its events, of which there are none.</summary>
    private sealed class Reader : ReceivePersistentActor
    {
        public const string Question = "ready?";

        public Reader()
        {
            RecoverAny(_ => { });
            Command<string>(_ => Sender.Tell(true));
        }

        public override string PersistenceId => "nobody";
    }
}
