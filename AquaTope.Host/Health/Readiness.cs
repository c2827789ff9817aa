using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Workflows;
using AquaTope.Host.Ingestion;
using AquaTope.Host.Node;

namespace AquaTope.Host.Health;

/// <summary>
/// Whether this node can do its work: joined, able to write, with the functions' and workflows' regions.
/// </summary>
internal sealed class Readiness(
    ActorSystem system, CatalogView catalog, IngestPump pump, StorageProbe storage,
    IRequiredActor<FunctionActor> functions, IRequiredActor<WorkflowActor> workflows)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What it still waits for, in a sentence; <see langword="null"/> where it is ready.</summary>
    public async Task<string?> ObstacleAsync(CancellationToken cancellation)
    {
        var status = Cluster.Get(system).SelfMember.Status;
        if (status != MemberStatus.Up) return $"This node is {status} in the cluster, not Up.";
        if (!storage.HasTried) return "Whether the journal can be written has not been tried yet.";
        if (storage.JournalObstacle is { } journal) return $"The journal cannot be written: {journal}";
        if (storage.DataObstacle is { } data) return $"The data directory cannot be written: {data}";
        if (!await IsStartedAsync(functions, cancellation)) return "The region of functions has not started.";
        if (!await IsStartedAsync(workflows, cancellation)) return "The region of workflows has not started.";
        if (!catalog.IsKnown) return "The catalog has not answered yet.";
        return pump.HasReplayed ? null : "Reports kept by the spool are still being read back.";
    }

    // A region has started when the coordinator of its shards knows of one. The answer comes from the coordinator, or
    // is empty as long as this node has not found it.
    private static async Task<bool> IsStartedAsync<TKey>(IRequiredActor<TKey> region, CancellationToken cancellation)
    {
        try
        {
            var actor = await region.GetAsync(cancellation);
            var known = await actor.Ask<CurrentRegions>(GetCurrentRegions.Instance, Patience, cancellation);
            return known.Regions.Count > 0;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }
}
