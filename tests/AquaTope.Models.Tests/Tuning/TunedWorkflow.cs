using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tests.Workflows;
using AquaTope.Models.Tuning;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Tuning;

/// <summary>
/// The workflow w of two functions, f and then g, and what it may live through; it promises a second.
/// </summary>
internal static class TunedWorkflow
{
    public static readonly Workflow Definition = ModelWorkflows.Chain("w", 1, "f", "g");
    public static readonly StudyId First = new(Definition.Id, 1);

    public static readonly TuningOptions Options = new()
    {
        RunsToProfile = 3,
        QuietWindows = 2,
        RunsBetweenFalseAlarms = 100,
        WindowsBetweenStudies = 2
    };

    public static readonly ResourcePlan Plan = new(
        [ResourceConfiguration.Of(1, 256), ResourceConfiguration.Of(2, 512)]);

    public static Decision<TuningEvent, TuningEffect> Decide(TuningState state, TuningCommand command) =>
        TuningDecider.Decide(state, command, Options);

    public static TuningState Play(TuningState state, params TuningCommand[] commands) => commands.Aggregate(
        state, (current, command) => Decide(current, command).Events.Aggregate(current, (at, fact) => at.Apply(fact)));

    public static TuningState Studied() =>
        Play(new TuningState.Unmanaged(), new TuningCommand.Manage(Definition), Close(-10), Close(-9));

    public static TuningState Serving() => Play(Studied(), new TuningCommand.SettleStudy(First, Plan, "cheapest"));

    /// <summary>Served, with limits that the gateway has written down.</summary>
    public static TuningState Watched() => Play(Serving(), Acknowledge("f"), Acknowledge("g"));

    public static TuningCommand.CloseWindow Close(long window) => new(new WindowIndex(window));

    public static TuningCommand.AcknowledgeChange Acknowledge(string function) =>
        new(new ChangeId($"plan:w-1:guest/{function}"));

    public static TuningCommand.RecordActivations Run(
        double seconds, ActivationStatus status = ActivationStatus.Success, string name = "w") =>
        new([], [
            new CompositionRun(
                new ActivationId(1), FunctionId.Parse(name), DateTimeOffset.UnixEpoch,
                DateTimeOffset.UnixEpoch.AddSeconds(seconds), status, null)
        ]);

    public static Invocation Ran(
        string function, double seconds, int run, double cold = 0, int megabytes = 1024) => new(
        new ActivationId(2), FunctionId.Parse(function), DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(cold / 2),
        TimeSpan.FromSeconds(cold / 2), TimeSpan.FromSeconds(seconds), ActivationStatus.Success,
        MemorySize.FromMegabytes(megabytes), new ActivationId((UInt128)run));

    public static CompositionRun Composed(double seconds, int run) => new(
        new ActivationId((UInt128)run), FunctionId.Parse("w"), DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch.AddSeconds(seconds), ActivationStatus.Success, null);
}
