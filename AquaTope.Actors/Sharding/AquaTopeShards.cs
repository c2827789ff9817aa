using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;

namespace AquaTope.Actors.Sharding;

/// <summary>How entities are spread over a cluster.</summary>
internal static class AquaTopeShards
{
    /// <summary>
    /// Shard locations are kept in distributed data; entities are not remembered, since the next tick brings each back.
    /// </summary>
    public static ShardOptions Options() => new()
    {
        // A node without the role has a proxy in the place of the region.
        Role = NodeRoles.Pools,
        StateStoreMode = StateStoreMode.DData,
        RememberEntities = false,
        ShouldPassivateIdleEntities = false
    };
}
