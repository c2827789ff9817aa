using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace AquaTope.Testing;

/// <summary>An in-memory journal whose next writes fail on demand, those of one system and of no other.</summary>
public sealed class FlakyJournal : MemoryJournal
{
    private static readonly ConditionalWeakTable<ActorSystem, StrongBox<int>> Failures = [];

    private readonly StrongBox<int> _failures = Failures.GetOrCreateValue(Context.System);

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

    /// <summary>Lets so many of the next writes of a system fail.</summary>
    public static void FailNextWrites(ActorSystem system, int count) =>
        Interlocked.Exchange(ref Failures.GetOrCreateValue(system).Value, count);

    protected override Task<IImmutableList<Exception?>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken) =>
        Interlocked.Decrement(ref _failures.Value) >= 0
            ? throw new IOException("The disk is full.")
            : base.WriteMessagesAsync(messages, cancellationToken)!;
}
