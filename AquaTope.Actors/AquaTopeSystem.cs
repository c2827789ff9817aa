using Akka.Cluster.Hosting;
using Akka.Cluster.Hosting.SBR;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Remote.Hosting;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Decisions.Listing;
using AquaTope.Actors.Delivery;
using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Pacing;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Serving;
using AquaTope.Actors.Wire;
using AquaTope.Actors.Workflows;

namespace AquaTope.Actors;

/// <summary>The whole system of a node, part by part. Later parts find earlier ones in the registry.</summary>
public static class AquaTopeSystem
{
    private static readonly Config StandardOutputIsForResults = ConfigurationFactory.ParseString(
        $"akka.stdout-logger-class = \"{typeof(StandardErrorLogger).AssemblyQualifiedName}\"");

    /// <summary>The actor system's name; every node of a cluster has the same.</summary>
    public const string Name = "aquatope";

    public static AkkaConfigurationBuilder WithAquaTope(
        this AkkaConfigurationBuilder builder, NodeSettings settings, NodePorts ports)
    {
        var control = NodeRoles.Of(settings.Roles).Contains(NodeRoles.Control);
        return builder
            .AddHocon(StandardOutputIsForResults, HoconAddMode.Prepend)
            .WithJournal(settings.Journal)
            .WithWire()
            .WithCluster(settings)
            .WithDecisions(control, settings.Journal, settings.Decisions, ports.Time)
            .WithForecaster(ports.Forecaster, settings.Forecaster, ports.Time)
            .WithModels(control, ports.Models, settings.ModelFolder, settings.Functions.Window, ports.Time)
            .WithCatalog(control)
            .WithAnnouncer(ports.Time)
            .WithFunctions(settings.Functions)
            .WithWorkflows(settings.Tuning)
            .WithPlatformGateway(control, ports.Platform, settings.Gateway, ports.Time, settings.Journal.IsShared)
            .WithOptimizer(control, settings.Optimizer, ports.Platform, ports.Time, settings.Journal.IsShared)
            .WithMetronome(control, settings.Pacing, ports.Time);
    }

    private static AkkaConfigurationBuilder WithJournal(
        this AkkaConfigurationBuilder builder, JournalSettings journal) =>
        builder.AddHocon(journal.ToHocon(), HoconAddMode.Prepend);

    private static AkkaConfigurationBuilder WithWire(this AkkaConfigurationBuilder builder) =>
        builder.AddHocon(RefusedSerializer.Everywhere, HoconAddMode.Prepend).WithCustomSerializer(
            "aquatope", AquaTopeWire.Table.Types, system => new WireSerializer(system, AquaTopeWire.Table));

    private static AkkaConfigurationBuilder WithCluster(this AkkaConfigurationBuilder builder, NodeSettings settings)
    {
        var remoting = new RemoteOptions
        {
            HostName = settings.BindAddress ?? settings.Hostname,
            Port = settings.BindPort ?? settings.Port,
            PublicHostName = settings.Hostname,
            PublicPort = settings.Port == 0 ? null : settings.Port
        };
        if (settings.Tls is { } tls) (remoting.EnableSsl, remoting.Ssl) = (true, tls);
        builder
            .WithRemoting(remoting)
            .WithClustering(new ClusterOptions
            {
                Roles = [.. NodeRoles.Of(settings.Roles)],
                SeedNodes = [.. settings.SeedNodes.Select(seed => $"{Protocol(settings)}://{Name}@{seed}")],
                SplitBrainResolver = new KeepMajorityOption()
            });

        // A port chosen by the operating system cannot be named as a seed beforehand.
        if (settings.SeedNodes.Count == 0)
            builder.AddStartup((system, _) =>
            {
                var cluster = Akka.Cluster.Cluster.Get(system);
                cluster.Join(cluster.SelfAddress);
            });
        return builder;
    }

    // Addresses name the transport, so that a node with TLS and one without never take each other for members.
    private static string Protocol(NodeSettings settings) => settings.Tls is null ? "akka.tcp" : "akka.ssl.tcp";
}
