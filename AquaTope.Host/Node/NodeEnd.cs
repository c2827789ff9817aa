using Akka.Actor;
using AquaTope.Host.Configuration;

namespace AquaTope.Host.Node;

/// <summary>Why a node stopped that nobody had asked to, and what to do.</summary>
internal static class NodeEnd
{
    // The only mark of Akka.Remote's own reason that others can see.
    private const int TlsFailed = 79;

    /// <summary>Whether the node's actor system is ending or has ended.</summary>
    public static bool IsEnding(ActorSystem system) => CoordinatedShutdown.Get(system).ShutdownReason is not null;

    /// <summary>One sentence for an operator.</summary>
    /// <param name="system">The node's actor system, which is ending or has ended.</param>
    /// <param name="configuration">What the node was to do.</param>
    public static string Of(ActorSystem system, NodeConfiguration configuration) =>
        CoordinatedShutdown.Get(system).ShutdownReason switch
        {
            { ExitCode: TlsFailed } =>
                "the node stopped, since it and a node that it was to join did not take each other's certificate: " +
                $"Cluster:Tls:Certificate is {configuration.Cluster.Tls.Certificate}, which the other's authority " +
                "must have signed, as Cluster:Tls:Authority, " +
                $"{configuration.Cluster.Tls.Authority}, must have signed the other's; the other node's log says " +
                "which of the two it was",
            CoordinatedShutdown.ClusterDowningReason =>
                "the node stopped, since it was put out of the cluster: it could not reach most of the others, or " +
                "they could not reach it; start it again once they can",
            var reason =>
                "the node stopped, since its actor system ended by itself " +
                $"({reason?.GetType().Name ?? "no reason"}); the lines before this one say what happened"
        };
}
