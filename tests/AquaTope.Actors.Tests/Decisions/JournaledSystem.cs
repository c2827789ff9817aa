using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence;
using AquaTope.Actors.Decisions;
using AquaTope.Actors.Decisions.Listing;
using AquaTope.Actors.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AquaTope.Actors.Tests.Decisions;

/// <summary>An actor system with a SQL journal and the wire table.</summary>
internal sealed class JournaledSystem : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ServiceProvider _provider;
    private readonly TimeProvider _time;

    private JournaledSystem(ServiceProvider provider, TimeProvider time) => (_provider, _time) = (provider, time);

    public ActorSystem System => _provider.GetRequiredService<ActorSystem>();

    public static async Task<JournaledSystem> StartAsync(
        JournalSettings journal, TimeProvider time, string hocon = "")
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<IHostApplicationLifetime, NoLifetime>();
        services.AddAkka("decisions", builder => builder
            .AddHoconFile(Path.Combine(AppContext.BaseDirectory, "hocon", "aquatope.conf"), HoconAddMode.Append)
            .AddHocon(journal.ToHocon(), HoconAddMode.Prepend)
            .AddHocon(hocon, HoconAddMode.Prepend)
            .WithCustomSerializer(
                "aquatope", AquaTopeWire.Table.Types, system => new WireSerializer(system, AquaTopeWire.Table)));
        var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>()) await service.StartAsync(default);
        return new JournaledSystem(provider, time);
    }

    /// <summary>Lists decisions from now on.</summary>
    public void Project(IDecisionStore store, DecisionsOptions? options = null) => System.ActorOf(
        DecisionProjectorActor.Props(store, AquaTopeDecisions.Table, options ?? new DecisionsOptions(), _time));

    /// <summary>Journals facts as an actor would, and returns once they are written.</summary>
    public async Task WriteAsync(string persistenceId, params object[] facts)
    {
        var writer = System.ActorOf(Props.Create(() => new Writer(persistenceId)));
        foreach (var fact in facts) await writer.Ask<Written>(fact, Patience);
        await writer.GracefulStop(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _provider.GetServices<IHostedService>()) await service.StopAsync(default);
        await _provider.DisposeAsync();
    }

    private sealed class Writer : UntypedPersistentActor
    {
        public Writer(string persistenceId) => PersistenceId = persistenceId;

        public override string PersistenceId { get; }

        protected override void OnCommand(object message)
        {
            var sender = Sender;
            Persist(message, _ => sender.Tell(new Written()));
        }

        protected override void OnRecover(object message)
        {
        }
    }

    private sealed record Written;

    private sealed class NoLifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
