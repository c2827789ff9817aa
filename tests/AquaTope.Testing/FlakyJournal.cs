using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace AquaTope.Testing;

/// <summary>An in-memory journal whose next writes fail on demand.</summary>
public sealed class FlakyJournal : MemoryJournal
{
    private static int _failures;

    public FlakyJournal(Config config)
    {
    }

    /// <summary>Selects this journal; give it to <see cref="ActorSpec"/>.</summary>
    public static Config Configuration { get; } = ConfigurationFactory.ParseString(
        $$"""
          akka.persistence.journal.plugin = "akka.persistence.journal.flaky"
          akka.persistence.journal.flaky {
            class = "{{typeof(FlakyJournal).AssemblyQualifiedName}}"
            plugin-dispatcher = "akka.actor.default-dispatcher"
          }
          """);

    /// <summary>Lets so many of the next writes fail.</summary>
    public static void FailNextWrites(int count) => Interlocked.Exchange(ref _failures, count);

    protected override Task<IImmutableList<Exception?>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) =>
        Interlocked.Decrement(ref _failures) >= 0
            ? throw new IOException("The disk is full.")
            : base.WriteMessagesAsync(messages, cancellationToken)!;
}
