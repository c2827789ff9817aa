using AquaTope.Actors.Workflows;
using AquaTope.Models;
using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tuning;
using AquaTope.Models.Workflows;

namespace AquaTope.Faults.Worlds.People;

/// <summary>
/// Whoever runs the workflows: a few runs of each every ten seconds, that keep their promise unless a plan is on trial
/// of which the seed says that it does not.
/// </summary>
internal sealed class WorkflowRuns(World world)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private const int RunsAtOnce = 4;
    private UInt128 _runs;

    public void Plan() => world.Kernel.After(Interval, () =>
    {
        foreach (var workflow in world.Registrar.Accepted) Run(workflow);
        Plan();
    });

    private void Run(Workflow workflow)
    {
        var takes = IsLate(workflow.Id) ? workflow.Qos.Latency * 1.5 : workflow.Qos.Latency * 0.5;
        List<CompositionRun> runs = [];
        for (var i = 0; i < RunsAtOnce; i++)
            runs.Add(new CompositionRun(
                new ActivationId(UInt128.MaxValue / 2 + ++_runs), FunctionId.Parse($"guest/{workflow.Id}"),
                world.Kernel.Now - takes, world.Kernel.Now, ActivationStatus.Success, null));
        world.ToWorkflows(new WorkflowProtocol.RecordActivations(workflow.Id, [], runs));
    }

    private bool IsLate(WorkflowId workflow)
    {
        if (StableHash.Unit($"late {workflow}", (long)world.Faults.Seed) < 0.5) return false;
        var plans = world.Kernel.Journal.EventsOf($"workflow-{workflow}").LastOrDefault(fact =>
            fact is TuningEvent.CanaryStarted or TuningEvent.CanaryKept or TuningEvent.CanaryTakenBack
                or TuningEvent.PlanImposed or TuningEvent.WorkflowManaged);
        return plans is TuningEvent.CanaryStarted;
    }
}
