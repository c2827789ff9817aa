using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Delivery;
using AquaTope.Actors.Workflows;
using AquaTope.Host.Ingestion;
using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Node;

/// <summary>
/// Hands reports to the delivery, which brings them to the functions, and to the actors of workflows, one message each
/// for a batch. Waits where the functions do not keep up.
/// </summary>
public sealed class ActorReportRouter(
    CatalogView catalog, IRequiredActor<DeliveryActor> delivery, IRequiredActor<WorkflowActor> workflows)
    : IReportRouter
{
    public async ValueTask RouteAsync(IReadOnlyList<SequencedReport> batch, CancellationToken cancellation)
    {
        await catalog.KnownAsync(cancellation);
        var workflowRegion = await workflows.GetAsync(cancellation);
        var seen = new Dictionary<WorkflowId, Seen>();
        var counted = new List<DeliveryProtocol.FunctionReports>();

        for (var (start, end) = (0, 0); start < batch.Count; start = end)
        {
            var subject = batch[start].Report.Subject;
            while (end < batch.Count && batch[end].Report.Subject == subject) end++;

            var ran = new List<SequencedInvocation>(end - start);
            for (var i = start; i < end; i++)
                if (batch[i].Report is ActivationReport.Ran run)
                    ran.Add(new SequencedInvocation(batch[i].Sequence, run.Invocation));
                else if (batch[i].Report is ActivationReport.Composed composed
                         && catalog.WorkflowOfComposition(subject) is { } whole)
                    In(seen, whole).Runs.Add(composed.Run);

            // A composition's own steps run under its name, which is no function that windows are closed for.
            if (ran.Count == 0 || !catalog.IsFunctionManaged(subject)) continue;
            counted.Add(new DeliveryProtocol.FunctionReports(subject, ran));
            foreach (var workflow in catalog.WorkflowsOf(subject))
            {
                var stages = In(seen, workflow).Stages;
                foreach (var report in ran) stages.Add(report.Invocation);
            }
        }

        foreach (var (workflow, (stages, runs)) in seen)
            workflowRegion.Tell(new WorkflowProtocol.RecordActivations(workflow, stages, runs));
        await (await delivery.GetAsync(cancellation)).Ask<DeliveryProtocol.Taken>(
            new DeliveryProtocol.Deliver(counted, batch.Max(report => report.Sequence)), Timeout.InfiniteTimeSpan,
            cancellation);
    }

    private static Seen In(Dictionary<WorkflowId, Seen> seen, WorkflowId workflow)
    {
        if (!seen.TryGetValue(workflow, out var found)) seen[workflow] = found = new Seen([], []);
        return found;
    }

    private sealed record Seen(List<Invocation> Stages, List<CompositionRun> Runs);
}
