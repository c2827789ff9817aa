using Akka.Cluster.Sharding;

namespace AquaTope.Actors.Sharding;

/// <summary>
/// Which entity a message is for. The shard count is as permanent as a wire row: changing it strands entities.
/// </summary>
public sealed class EntityExtractor() : HashCodeMessageExtractor(ShardCount)
{
    /// <summary>About ten shards for each node of the largest cluster foreseen.</summary>
    public const int ShardCount = 100;

    public override string? EntityId(object message) => message switch
    {
        IFunctionMessage function => function.Function.Value,
        IWorkflowMessage workflow => workflow.Workflow.Value,
        _ => null
    };
}
