using System.Text;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Platform;

/// <summary>
/// A gateway and the platform behind it: functions with limits that calls change at once, and that a test can change by
/// hand.
/// </summary>
internal sealed class Gateway
{
    public static readonly DateTimeOffset Noon = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly RuntimeKind Node = new("nodejs:20");

    private readonly GatewayOptions _options;

    public Gateway(GatewayOptions? options = null, PlatformCapabilities capabilities = PlatformCapabilities.CpuLimits)
    {
        _options = options ?? new GatewayOptions();
        Capabilities = capabilities;
        State = GatewayState.Empty(_options.Mode, _options.Guards);
        Begin();
    }

    public GatewayState State { get; private set; }

    public DateTimeOffset Now { get; set; } = Noon;

    public PlatformCapabilities Capabilities { get; }

    public IReadOnlyList<Workflow> Workflows { get; private set; } = [];

    /// <summary>What the platform has.</summary>
    public Dictionary<FunctionId, ResourceConfiguration> Deployed { get; } = [];

    /// <summary>Who keeps its stem cells.</summary>
    public PlayedInvokers Invokers { get; } = new();

    /// <summary>Whether calls reach nobody and end never.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>Every call that was made, and when.</summary>
    public List<(DateTimeOffset At, PlatformChange Change)> Calls { get; } = [];

    /// <summary>Every fact, in order.</summary>
    public List<GatewayEvent> Facts { get; } = [];

    /// <summary>What workflows were told.</summary>
    public List<GatewayEffect.TellWorkflow> Told { get; } = [];

    public static FunctionId Function(string name) => FunctionId.Parse(name);

    public static Workflow Workflow(string name, string[] functions, OperatingMode? mode = null) =>
        (WorkflowDocument.TryRead(
            Encoding.UTF8.GetBytes(
                $$"""{"name":"{{name}}","functions":[{{string.Join(',', functions.Select(f => $"\"{f}\""))}}],"qos":1}"""),
            "guest", out var workflow, out var problem)
            ? workflow
            : throw new InvalidOperationException(problem.ToString())).With(mode);

    public void Deploy(string function, int megabytes, double cores = 1) =>
        Deployed[Function(function)] = ResourceConfiguration.Of(cores, megabytes);

    public void Manage(params Workflow[] workflows)
    {
        Workflows = workflows;
        When(new GatewayCommand.LearnCatalog(workflows, Now));
    }

    public void Wish(string id, string function, int megabytes, double cores = 1, WishOrder? order = null) =>
        When(new GatewayCommand.Submit(
            new ChangeId(id),
            new PlatformWish.Limits(Function(function), ResourceConfiguration.Of(cores, megabytes)) { Order = order },
            Now));

    public void Prewarm(string id, string function, int containers) => When(new GatewayCommand.Submit(
        new ChangeId(id), new PlatformWish.Prewarm(Function(function), containers, containers), Now));

    /// <summary>Rolls a workflow, or a function, back.</summary>
    public void RollBack(string subject, string to) => When(new GatewayCommand.RollBack(Order(subject, to), Now));

    public static RollbackOrder Order(string subject, string to) => subject.Contains('/')
        ? new RollbackOrder(null, Function(subject), to, "ci", "latency alarm")
        : new RollbackOrder(WorkflowId.Parse(subject), null, to, "ci", "latency alarm");

    /// <summary>A study asks for a trial in place of a workflow, or goes on with one.</summary>
    public TrialVerdict Try(string workflow, bool isRunning = false)
    {
        IReadOnlyList<FunctionId> functions =
            [.. Workflows.Single(known => known.Id == WorkflowId.Parse(workflow)).Functions];
        When(new GatewayCommand.Try(WorkflowId.Parse(workflow), functions, isRunning, Now, Now));
        return TrialVerdict.Of(State, WorkflowId.Parse(workflow), functions, isRunning);
    }

    /// <summary>Has the gateway look at the platform.</summary>
    public void Inspect()
    {
        var look = Decide(new GatewayCommand.Inspect()).OfType<GatewayEffect.LookAt>().SingleOrDefault();
        if (look is null) return;
        When(new GatewayCommand.Compare(
            [.. look.Functions.Select(function => new Inspection(function, Find(function)))], Now, Now)
        {
            StemCells = look.StemCells is { } targets ? Invokers.LookAt(targets) : null
        });
    }

    /// <summary>Lets the clock go on and the gateway do what is due.</summary>
    public void Pass(TimeSpan time)
    {
        Now += time;
        When(new GatewayCommand.Wake(Now));
    }

    /// <summary>A gateway that knows what this one has written down, before the same platform.</summary>
    public void Restart()
    {
        State = Facts.Where(GatewayDecider.IsDurable).Aggregate(
            GatewayState.Empty(_options.Mode, _options.Guards), (state, fact) => state.Apply(fact));
        Perform(GatewayDecider.Unfinished(State).Where(effect => effect is GatewayEffect.TellWorkflow));
        Begin();
    }

    /// <summary>Has the gateway decide, and performs what it wants.</summary>
    public void When(GatewayCommand command) => Perform(Decide(command));

    private void Begin()
    {
        When(new GatewayCommand.LearnCatalog(Workflows, Now));
        When(new GatewayCommand.Describe(
            new PlatformDescription(
                Capabilities, MemorySize.FromMegabytes(1), MemorySize.FromMegabytes(100_000), CpuShare.FromCores(0.001),
                CpuShare.FromCores(100), 30),
            Now));
    }

    private IReadOnlyList<GatewayEffect> Decide(GatewayCommand command)
    {
        var decision = GatewayDecider.Decide(State, command, _options);
        Facts.AddRange(decision.Events);
        State = decision.Events.Aggregate(State, (state, fact) => state.Apply(fact));
        return decision.Effects;
    }

    private void Perform(IEnumerable<GatewayEffect> effects)
    {
        foreach (var effect in effects.ToList())
            switch (effect)
            {
                case GatewayEffect.LookUp(var function) when Find(function) is FunctionLookup.Found found:
                    When(new GatewayCommand.Identify(function, found.Kind, found.Resources, Now));
                    break;
                case GatewayEffect.Call(var lane, var id, var change):
                    Calls.Add((Now, change));
                    if (IsDeaf) break;
                    When(new GatewayCommand.Conclude(lane, id, change, Apply(change), Now));
                    break;
                case GatewayEffect.TellWorkflow tell:
                    Told.Add(tell);
                    break;
            }
    }

    private PlatformOutcome Apply(PlatformChange change)
    {
        switch (change)
        {
            case PlatformChange.SetStemCells cells:
                Invokers.Post(cells.Targets);
                break;
            case PlatformChange.SetLimits(var function, _) { From: { } from } when Deployed[function] != from:
                return new PlatformOutcome.Differs(Deployed[function]);
            case PlatformChange.SetLimits(var function, var resources):
                Deployed[function] = resources;
                break;
            case PlatformChange.PutBackLimits(var function, var resources):
                Deployed[function] = resources;
                break;
        }
        return new PlatformOutcome.Applied(true);
    }

    private FunctionLookup Find(FunctionId function) => Deployed.TryGetValue(function, out var resources)
        ? new FunctionLookup.Found(Node, resources)
        : new FunctionLookup.Missing();
}
