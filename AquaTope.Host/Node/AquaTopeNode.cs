using System.Net;
using Akka.Actor;
using AquaTope.Actors;
using AquaTope.Actors.Forecasting;
using AquaTope.Host.Api;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Configuration;
using AquaTope.Host.Health;
using AquaTope.Host.Ingestion;
using AquaTope.Host.Security;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Keys;
using AquaTope.Host.Security.Tls;
using AquaTope.Models.Platform;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using OpenTelemetry.Metrics;

namespace AquaTope.Host.Node;

/// <summary>A running node: actors, journal, hooks, API and status page in this process.</summary>
public sealed class AquaTopeNode : IAsyncDisposable
{
    private readonly WebApplication _application;

    private AquaTopeNode(WebApplication application) => _application = application;

    /// <summary>Where hooks, API and status page answer.</summary>
    public Uri BaseAddress => new(
        _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .Single());

    /// <summary>The node's services, for programs that embed it.</summary>
    public IServiceProvider Services => _application.Services;

    /// <summary>Cancelled when the node is stopping, by itself or by <see cref="DisposeAsync"/>.</summary>
    public CancellationToken Stopping => _application.Lifetime.ApplicationStopping;

    /// <summary>Starts a node and returns once it answers HTTP; it is ready once its catalog is known.</summary>
    /// <param name="configuration">What it should do; it has been checked.</param>
    /// <param name="platform">The platform it manages; called once, for the node's whole life.</param>
    /// <param name="options">How it is embedded.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="IOException">
    /// The port is taken, the data directory is in use or cannot be written, or the node stopped by itself.
    /// </exception>
    public static async Task<AquaTopeNode> StartAsync(
        NodeConfiguration configuration, Func<IServiceProvider, IPlatform> platform, EmbeddingOptions options,
        CancellationToken cancellation)
    {
        ListeningPort.EnsureFree("Http:Port", IPAddress.Parse(configuration.Http.Address), configuration.Http.Port);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Whatever the environment says: a page for developers would show callers stack traces.
            EnvironmentName = Environments.Production,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot")
        });
        builder.Configuration.Sources.Clear();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, configuration));
        var startup = new Startup();
        Log(builder.Logging, options.LogLevel, startup);

        builder.Services.AddSingleton(options.Time);
        builder.Services.AddSingleton(platform);
        builder.Services.AddRefusals();
        builder.Services.AddSecurity(configuration);
        builder.Services.AddIngestion(configuration.IngestOptions());
        builder.Services.AddActors(configuration, options);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime",
                ForecastMeter.MeterName)
            .AddPrometheusExporter());

        var application = builder.Build();
        try
        {
            SecurityServices.EnsureGuarded(configuration, application.Services.GetRequiredService<KeyRing>());
            Map(application, configuration);
            await application.StartAsync(cancellation);
        }
        catch (Exception failure) when (
            failure is OperationCanceledException or AskTimeoutException or InvalidOperationException
            && !cancellation.IsCancellationRequested
            && NodeEnd.IsEnding(application.Services.GetRequiredService<ActorSystem>()))
        {
            // The actor system ended before all of it had started, so that one part did not find another.
            var why = NodeEnd.Of(application.Services.GetRequiredService<ActorSystem>(), configuration);
            await application.DisposeAsync();
            throw new IOException(why, failure);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
        startup.IsOver = true;
        return new AquaTopeNode(application);
    }

    /// <summary>Completes when the node has stopped by itself or by its disposal.</summary>
    public Task StoppedAsync() => _application.WaitForShutdownAsync();

    /// <summary>Hands over, stops and lets go of journal and spool.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static void Listen(KestrelServerOptions kestrel, NodeConfiguration configuration)
    {
        configuration.Limits.ApplyTo(kestrel.Limits);
        // Endpoints say themselves how much they take and answer 413; the server would
        // break the connection off instead.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.AddServerHeader = false;
        kestrel.Listen(IPAddress.Parse(configuration.Http.Address), configuration.Http.Port, listen =>
        {
            if (!configuration.Http.Tls.IsOn) return;
            var certificate = new ServerCertificate(
                configuration.Http.Tls, TimeProvider.System,
                kestrel.ApplicationServices.GetRequiredService<ILogger<ServerCertificate>>());
            listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = _ => ValueTask.FromResult(certificate.Options)
            });
        });
    }

    private static void Map(WebApplication application, NodeConfiguration configuration)
    {
        application.UseRefusals();
        application.UseSecurity();
        application.UseWritableJournalOnly();
        application.UseDefaultFiles();
        application.UseStaticFiles();

        var roles = NodeRoles.Of(configuration.Cluster.Roles);
        var hooks = roles.Contains(NodeRoles.Ingest) ? application.MapHooks() : application.MapClosedHooks(roles);
        hooks.AddEndpointFilter<CatalogKnownFilter>().MapWorkflowHook();
        application.MapGroup("/api").MapWorkflows().MapFunctions().MapDecisions().MapModels().MapCluster().MapAudit()
            .MapHalt().MapRollback().MapModes();
        application.MapHealth();
        application.MapPrometheusScrapingEndpoint("/metrics").Requires(Scopes.Read);
    }

    private static void Log(ILoggingBuilder logging, LogLevel level, Startup startup)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(level);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        // A failure to start is thrown, and told by whoever catches it; the host would print it with its stack before.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", at => startup.IsOver && at >= LogLevel.Warning);
        LogLines.AddTo(logging);
    }

    private sealed class Startup
    {
        public volatile bool IsOver;
    }
}

/// <summary>How a node is embedded in a program.</summary>
public sealed record EmbeddingOptions
{
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    public ForecasterOptions Forecaster { get; init; } = new();
}
