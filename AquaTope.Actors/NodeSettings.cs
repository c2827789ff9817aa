using Akka.Remote.Hosting;
using AquaTope.Actors.Decisions.Listing;
using AquaTope.Actors.Forecasting;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Pacing;
using AquaTope.Models.Platform;
using AquaTope.Models.Tuning;

namespace AquaTope.Actors;

/// <summary>Everything a node is started with, apart from its ports.</summary>
public sealed record NodeSettings
{
    /// <summary>The address other nodes reach this one by.</summary>
    public string Hostname { get; init; } = "127.0.0.1";

    /// <summary>The port of Akka.Remote; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The address to listen on, where it is not <see cref="Hostname"/>.</summary>
    public string? BindAddress { get; init; }

    /// <summary>The port to listen on, where it is not <see cref="Port"/>.</summary>
    public int? BindPort { get; init; }

    /// <summary><c>host:port</c> of the nodes a cluster is joined through; none: the node joins itself.</summary>
    public IReadOnlyList<string> SeedNodes { get; init; } = [];

    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>How connections between nodes are encrypted and members recognized; none: neither.</summary>
    public SslOptions? Tls { get; init; }

    public required JournalSettings Journal { get; init; }

    public required FunctionSettings Functions { get; init; }

    public ForecasterOptions Forecaster { get; init; } = new();

    /// <summary>
    /// The folder of the model that is served while none was switched to; without one, the forecaster the node is
    /// started with forecasts.
    /// </summary>
    public string? ModelFolder { get; init; }

    public PacingOptions Pacing { get; init; } = new();

    public GatewayOptions Gateway { get; init; } = new();

    public TuningOptions Tuning { get; init; } = new();

    public OptimizerSettings Optimizer { get; init; } = new();

    public DecisionsOptions Decisions { get; init; } = new();
}
