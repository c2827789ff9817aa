using Akka.Actor;
using Akka.Cluster;
using AquaTope.Host.Security.Access;
using AquaTope.Host.Security.Keys;

namespace AquaTope.Host.Api;

/// <summary>The cluster as this node sees it.</summary>
internal static class ClusterApi
{
    /// <summary>Maps <c>GET /api/cluster</c>.</summary>
    public static RouteGroupBuilder MapCluster(this RouteGroupBuilder api)
    {
        api.MapGet("/cluster", GetCluster).Requires(Scopes.Read);
        return api;
    }

    private static ClusterAnswer GetCluster(ActorSystem system)
    {
        var cluster = Cluster.Get(system);
        return new ClusterAnswer(
            cluster.SelfAddress.ToString(),
            [
                .. cluster.State.Members.Select(member => new MemberAnswer(
                    member.Address.ToString(), member.Status.ToString().ToLowerInvariant(), [.. member.Roles]))
            ]);
    }
}

internal sealed record ClusterAnswer(string Self, IReadOnlyList<MemberAnswer> Members);

internal sealed record MemberAnswer(string Address, string Status, IReadOnlyList<string> Roles);
