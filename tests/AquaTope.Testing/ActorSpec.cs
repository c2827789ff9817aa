using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;

namespace AquaTope.Testing;

/// <summary>
/// A TestKit with an in-memory journal, the dispatchers of <c>hocon/aquatope.conf</c>, and a clock that stands still
/// until told.
/// </summary>
public abstract class ActorSpec(Config? config = null) : TestKit((config ?? Config.Empty).WithFallback(Defaults))
{
    private static readonly Config Defaults = ConfigurationFactory.ParseString(
        """
        akka.loglevel = WARNING
        akka.test.single-expect-default = 60s
        akka.test.filter-leeway = 60s
        akka.test.default-timeout = 60s
        akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """).WithFallback(ConfigurationFactory.ParseString(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", "aquatope.conf"))));

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>A probe that receives everything of one type that is published on the event stream.</summary>
    protected TestProbe Listen<T>()
    {
        var probe = CreateTestProbe();
        Sys.EventStream.Subscribe(probe, typeof(T));
        return probe;
    }

    /// <summary>Stops an actor and waits until it is gone, so that its successor finds the journal complete.</summary>
    protected void StopAndWait(IActorRef actor)
    {
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Unwatch(actor);
    }
}
