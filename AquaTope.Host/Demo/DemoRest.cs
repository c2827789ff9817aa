using Akka.Actor;
using Akka.Hosting;
using AquaTope.Actors.Delivery;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Workflows;
using AquaTope.Host.Emulation;
using AquaTope.Host.Ingestion;
using AquaTope.Host.Node;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Demo;

/// <summary>
/// Waits until a node has nothing left to do before its clock goes on: that is what makes two demos with one seed
/// decide the same, however fast the machine is. Actors are asked in the order in which work passes them on, so that
/// whatever one has handed over is seen at the next.
/// </summary>
internal sealed class DemoRest(IServiceProvider node, GaugedPlatform gauge, EmulatedPlatform platform, DecisionLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(0.5);

    private readonly CatalogView _catalog = node.GetRequiredService<CatalogView>();
    private readonly IngestPump _pump = node.GetRequiredService<IngestPump>();

    /// <summary>Ends once every function has decided the window and the node is at rest.</summary>
    public async Task WhenDecidedAsync(WindowIndex window, CancellationToken cancellation)
    {
        var functions = _catalog.Workflows.SelectMany(workflow => workflow.Functions).Distinct().Count();
        await UntilAsync(
            () => Task.FromResult(log.IsDecided(window, functions)), $"window {window} to be decided", cancellation);
        await WhenAtRestAsync(cancellation);
        log.CloseWindow();
    }

    /// <summary>Ends once everything that was accepted is counted and every call waits for the clock.</summary>
    public async Task WhenAtRestAsync(CancellationToken cancellation)
    {
        await _pump.DrainedAsync(cancellation);
        await UntilAsync(() => IsAtRestAsync(cancellation), "the node to come to rest", cancellation);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string what, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
                throw new TimeoutException($"Waited {Patience.TotalSeconds} s for {what}.");
            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task<bool> IsAtRestAsync(CancellationToken cancellation)
    {
        var moves = gauge.Moves;
        if (!gauge.WaitsForNothingBut(platform.ParkedRequests)) return false;

        var delivery = await AskAsync<DeliveryActor, DeliveryProtocol.DeliveryStatus>(
            new DeliveryProtocol.GetDelivery(), cancellation);
        if (delivery is not { Outstanding: 0, Behind: 0 }) return false;

        var studies = await AskAsync<OptimizerActor, OptimizerProtocol.Studies>(
            new OptimizerProtocol.GetStudies(), cancellation);
        if (studies.Statuses.Any(study => study.State == "preparing")
            || studies.Statuses.Count(study => study.State == "running") != gauge.Measurements)
            return false;

        foreach (var workflow in _catalog.Workflows)
        {
            var answer = await AskAsync<WorkflowActor, object>(
                new WorkflowProtocol.GetWorkflow(workflow.Id), cancellation);
            if (answer is WorkflowProtocol.WorkflowStatus { State: "tuning" or "drifting" }
                && !studies.Statuses.Any(study => study.Study.Workflow == workflow.Id && study.State == "running"))
                return false;
        }

        var gateway = (await AskAsync<PlatformGatewayActor, PlatformGatewayProtocol.GatewayStatus>(
            new PlatformGatewayProtocol.GetGateway(), cancellation)).State;
        var waiting = gateway.Lanes.Values.Any(lane => lane.Progress is LaneProgress.Waiting);
        return gateway.CallsInFlight == gauge.Changes
               && (!waiting || gauge.Changes > 0)
               && gauge.WaitsForNothingBut(platform.ParkedRequests)
               && gauge.Moves == moves;
    }

    private async Task<TAnswer> AskAsync<TActor, TAnswer>(object question, CancellationToken cancellation) =>
        await (await node.GetRequiredService<IRequiredActor<TActor>>().GetAsync(cancellation))
            .Ask<TAnswer>(question, Patience, cancellation);
}
