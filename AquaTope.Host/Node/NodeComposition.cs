using System.Diagnostics.Metrics;
using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Decisions.Explaining;
using AquaTope.Actors.Decisions.Listing;
using AquaTope.Actors.Delivery;
using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Pacing;
using AquaTope.Host.Configuration;
using AquaTope.Host.Health;
using AquaTope.Host.Ingestion;
using AquaTope.Host.Ingestion.Spooling;
using AquaTope.Host.Security.Tls;
using AquaTope.Models.Delivery;
using AquaTope.Models.Forecasting.Neural.Storage;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Pools.Policies;

namespace AquaTope.Host.Node;

/// <summary>Turns a configuration into the parts of a node.</summary>
internal static class NodeComposition
{
    /// <summary>Adds the actor system with everything in it, and what keeps this node in step with it.</summary>
    public static IServiceCollection AddActors(
        this IServiceCollection services, NodeConfiguration configuration, EmbeddingOptions embedding)
    {
        services.AddSingleton<CatalogView>();
        services.AddSingleton<CatalogOrders>();
        services.AddSingleton<IManagedTargets>(provider => provider.GetRequiredService<CatalogView>());
        services.AddSingleton<IReportRouter, ActorReportRouter>();
        services.AddSingleton(_ => NodeJournal.Prepare(configuration));
        services.AddHealth(configuration);
        services.AddSingleton<IDecisionStore>(
            provider => new SqlDecisionStore(new DecisionDatabase(provider.GetRequiredService<JournalSettings>())));
        services.AddSingleton<IJournalReader, SqlJournalReader>();
        services.AddSingleton(provider => new DecisionExplainer(
            provider.GetRequiredService<IDecisionStore>(), provider.GetRequiredService<IJournalReader>(),
            DesignerCatalog.Standard));
        services.AddAkka(AquaTopeSystem.Name, (builder, provider) => builder
            .ConfigureLoggers(loggers =>
            {
                loggers.LogLevel = AkkaLevel(embedding.LogLevel);
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
            })
            .AddHoconFile(Path.Combine(AppContext.BaseDirectory, "hocon", "aquatope.conf"), HoconAddMode.Append)
            .WithAquaTope(
                Settings(configuration, embedding.Forecaster, provider.GetRequiredService<JournalSettings>()),
                Ports(configuration, provider))
            .WithActors((system, registry) =>
            {
                var view = provider.GetRequiredService<CatalogView>();
                system.ActorOf(CatalogFollower.Props(view, registry.Get<CatalogActor>()), "catalog-follower");
                var functions = registry.Get<FunctionActor>();
                provider.GetRequiredService<OwnActivations>().Noted += (function, activation) =>
                    functions.Tell(
                        new FunctionProtocol.DisregardInvocation(function, activation), ActorRefs.NoSender);
                system.ActorOf(ForecastMeter.Props(provider.GetRequiredService<IMeterFactory>()), "forecast-meter");
            })
            .WithDelivery(
                provider.GetRequiredService<IngestSpool>(),
                new DeliveryOptions { KeepFor = TimeSpan.FromSeconds(configuration.Ingest.RedeliverySeconds) },
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<CatalogView>().IsFunctionManaged));
        return services;
    }

    private static NodeSettings Settings(
        NodeConfiguration configuration, ForecasterOptions forecaster, JournalSettings journal)
    {
        var window = configuration.Window.Length;
        return new NodeSettings
        {
            Hostname = configuration.Cluster.Hostname,
            Port = configuration.Cluster.Port,
            BindAddress = configuration.Cluster.BindAddress,
            BindPort = configuration.Cluster.BindPort,
            SeedNodes = configuration.Cluster.SeedNodes,
            Roles = configuration.Cluster.Roles,
            Tls = ClusterTls.Of(configuration.Cluster.Tls),
            Journal = journal,
            Functions = new FunctionSettings(window, configuration.Pool.ToOptions(window), Policy(configuration))
            {
                WindowsBetweenFalseAlarms = configuration.Pool.WindowsBetweenFalseAlarms
            },
            Decisions = configuration.Decisions.ToOptions(),
            ModelFolder = configuration.Pool.Model,
            Forecaster = forecaster,
            Pacing = new PacingOptions
            {
                Window = window,
                Lateness = TimeSpan.FromSeconds(configuration.Window.LatenessSeconds)
            },
            Gateway = new GatewayOptions
            {
                Mode = configuration.Mode,
                Retry = new RetrySchedule { Seed = configuration.Seed },
                Guards = configuration.Guards.ToOptions(),
                Reconcile = configuration.Reconcile.ToOptions()
            },
            Tuning = configuration.Tuning.ToOptions(
                configuration.Seed, configuration.Mode, configuration.Prices.ToModel()),
            Optimizer = new OptimizerSettings
            {
                Study = configuration.Study,
                Range = configuration.Range.ToRange(),
                Prices = configuration.Prices.ToModel(),
                ConcurrentFits = Math.Max(1, Environment.ProcessorCount - 1)
            }
        };
    }

    private static Akka.Event.LogLevel AkkaLevel(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => Akka.Event.LogLevel.DebugLevel,
        LogLevel.Information => Akka.Event.LogLevel.InfoLevel,
        LogLevel.Warning => Akka.Event.LogLevel.WarningLevel,
        _ => Akka.Event.LogLevel.ErrorLevel
    };

    private static IPrewarmPolicy Policy(NodeConfiguration configuration) =>
        PrewarmPolicies.TryCreate(
            configuration.Pool.Policy, configuration.Window.Length, out var policy, configuration.Pool.Headroom)
            ? policy
            : throw new InvalidOperationException($"No pool policy is called {configuration.Pool.Policy}.");

    private static NodePorts Ports(NodeConfiguration configuration, IServiceProvider provider) => new(
        provider.GetRequiredService<IPlatform>(), configuration.Pool.ToForecaster(configuration.Window.Length),
        new NeuralModelFolders(), provider.GetRequiredService<TimeProvider>());
}
