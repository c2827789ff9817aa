using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Platform;

/// <summary>A gateway's decider with a state and a clock, asked as whoever runs the gateway asks it.</summary>
public abstract class DecidingGateway
{
    protected static readonly FunctionId Resize = FunctionId.Parse("guest/resize");
    protected static readonly FunctionId Upload = FunctionId.Parse("guest/upload");
    protected static readonly RuntimeKind Node = new("nodejs:20");
    protected static readonly DateTimeOffset Noon = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);
    protected static readonly GatewayOptions Options = new() { ConcurrentCalls = 2, FailuresToBreak = 2 };

    protected GatewayState State { get; set; } = GatewayState.Empty(OperatingMode.Enforce);

    protected DateTimeOffset Now { get; set; } = Noon;

    protected IReadOnlyList<GatewayEffect> Submit(string id, int megabytes, WishOrder order) => When(
        new GatewayCommand.Submit(
            new ChangeId(id), new PlatformWish.Limits(Resize, ResourceConfiguration.Of(1, megabytes)) { Order = order },
            Now));

    protected static GatewayState Recovered(IEnumerable<GatewayEvent> journal) => journal
        .Where(GatewayDecider.IsDurable)
        .Aggregate(GatewayState.Empty(OperatingMode.Enforce), (state, fact) => state.Apply(fact));

    protected IReadOnlyList<GatewayEffect> Halt(List<GatewayEvent>? journal = null) =>
        When(new GatewayCommand.Halt("latency alarm", "ci", Now), journal);

    protected IReadOnlyList<GatewayEffect> Resume() => When(new GatewayCommand.Resume("", "ci", Now));

    protected static PlatformChange StemCells(params (int Megabytes, int Count)[] targets) =>
        new PlatformChange.SetStemCells(
        [
            .. targets.Select(target =>
                new StemCellTarget(Node, MemorySize.FromMegabytes(target.Megabytes), target.Count))
        ]);

    protected IReadOnlyList<GatewayEffect> GivenPlatform(
        PlatformCapabilities capabilities, List<GatewayEvent>? journal = null, params string[] functions)
    {
        if (functions.Length == 0) functions = ["resize", "upload"];
        When(new GatewayCommand.LearnCatalog([Gateway.Workflow("images", functions)], Now), journal);
        return When(
            new GatewayCommand.Describe(
                new PlatformDescription(
                    capabilities, MemorySize.FromMegabytes(128), MemorySize.FromMegabytes(512), CpuShare.FromCores(0.1),
                    CpuShare.FromCores(6), 30),
                Now), journal);
    }

    protected void GivenFunction(FunctionId function, int megabytes, List<GatewayEvent>? journal = null) => When(
        new GatewayCommand.Identify(function, Node, ResourceConfiguration.Of(1, megabytes), Now), journal);

    // A function that is not known yet is looked up, as whoever runs the gateway does.
    protected IReadOnlyList<GatewayEffect> Limits(
        string id, FunctionId function, int megabytes, List<GatewayEvent>? journal = null)
    {
        var effects = When(
            new GatewayCommand.Submit(
                new ChangeId(id), new PlatformWish.Limits(function, ResourceConfiguration.Of(1, megabytes)), Now),
                journal);
        return effects.OfType<GatewayEffect.LookUp>().Any()
            ? When(new GatewayCommand.Identify(function, Node, ResourceConfiguration.Of(1, 256), Now), journal)
            : effects;
    }

    protected IReadOnlyList<GatewayEffect> Prewarm(
        string id, FunctionId function, int containers, List<GatewayEvent>? journal = null) => When(
        new GatewayCommand.Submit(
            new ChangeId(id), new PlatformWish.Prewarm(function, containers, containers + 1), Now), journal);

    protected IReadOnlyList<GatewayEffect> Applied(GatewayEffect.Call call, List<GatewayEvent>? journal = null) =>
        Conclude(call, new PlatformOutcome.Applied(true), journal);

    protected IReadOnlyList<GatewayEffect> Conclude(
        GatewayEffect.Call call, PlatformOutcome outcome, List<GatewayEvent>? journal = null) =>
        When(new GatewayCommand.Conclude(call.Lane, call.Id, call.Change, outcome, Now), journal);

    protected IReadOnlyList<GatewayEffect> When(GatewayCommand command, List<GatewayEvent>? journal = null)
    {
        var decision = GatewayDecider.Decide(State, command, Options);
        State = decision.Events.Aggregate(State, (state, fact) => state.Apply(fact));
        journal?.AddRange(decision.Events);
        return decision.Effects;
    }
}
