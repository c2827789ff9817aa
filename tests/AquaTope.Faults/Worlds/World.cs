using Akka.Actor;
using Akka.Event;
using AquaTope.Faults.Invariants;
using AquaTope.Faults.Kernel;
using AquaTope.Faults.Schedule;
using AquaTope.Faults.Worlds.Nodes;
using AquaTope.Faults.Worlds.People;
using AquaTope.Faults.Worlds.Platforms;
using AquaTope.Models.Identity;

namespace AquaTope.Faults.Worlds;

/// <summary>
/// One seed: a control plane, a platform, people who register and activations that come; faults for a while, then none;
/// then the promises are held against what is found.
/// </summary>
internal sealed class World
{
    /// <summary>Functions deployed on the platform.</summary>
    public const int FunctionCount = 5;

    // A life of this length takes some ten thousand steps; one that needs so many is caught in a circle.
    private const long MostSteps = 3_000_000;

    /// <summary>The longest that the journal takes to say that it has stored something.</summary>
    public static readonly TimeSpan SlowestWrite = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FaultsLast = TimeSpan.FromMinutes(9);
    private static readonly TimeSpan RestAtLeast = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan RestAtMost = TimeSpan.FromMinutes(45);

    private readonly SimulatedSystem _system;
    private readonly Variant _variant;
    private readonly WorldSettings _settings;
    private readonly List<Violation> _violations = [];
    private int _lives;
    private int _epochs;

    public World(SimulatedSystem system, FaultSchedule faults, Variant variant)
    {
        _system = system;
        _variant = variant;
        Faults = faults;
        _settings = new WorldSettings(faults.Seed, faults);
        Platform = new PlatformDouble(Kernel, _settings, new InvokerFleet(faults.Seed), Functions);
        Guards = new GuardWatch(this);
        Registrar = new Registrar(this);
        Operator = new Operator(this);
        Activations = new ActivationSource(this, variant);
    }

    public static IReadOnlyList<FunctionId> Functions { get; } =
        [.. Enumerable.Range(1, FunctionCount).Select(i => FunctionId.Parse($"guest/f{i}"))];

    public FaultSchedule Faults { get; }

    public PlatformDouble Platform { get; }

    public GuardWatch Guards { get; }

    public Registrar Registrar { get; }

    public Operator Operator { get; }

    public ActivationSource Activations { get; }

    public SimulationKernel Kernel => _system.Kernel;

    public IActorRefProvider Provider => ((ExtendedActorSystem)_system.System).Provider;

    public WorldSettings Settings => _settings;

    /// <summary>What the giver of an order says that he knew.</summary>
    public T? Known<T>(T version)
        where T : struct => _variant == Variant.OrdersWithoutVersion ? null : version;

    /// <summary>The node that runs, if one does.</summary>
    public NodeLife? Life { get; private set; }

    /// <summary>Lives that there were.</summary>
    public int Lives => _lives;

    /// <summary>Runs the seed to its end.</summary>
    /// <returns>The promises that were broken; none, if all is well.</returns>
    public IReadOnlyList<Violation> Run()
    {
        var tap = new Client(Provider, "errors", OnError);
        _system.System.EventStream.Subscribe(tap, typeof(Error));
        Faults.Clock = () => Kernel.Now;
        Kernel.Journal.Judge = JudgeWrite;
        Kernel.Journal.RecoveryFails = id =>
            Faults.StrikeAt($"recovery of {id}", FaultKind.RecoveryFailed) is not null;
        Kernel.Journal.IsGone = actor => Life is not { IsAlive: true } life || !life.Owns(actor);
        try
        {
            Begin();
            Registrar.Plan();
            Operator.Plan();
            new HandChanges(this).Plan(FaultsLast);
            new WorkflowRuns(this).Plan();
            Activations.Plan(FaultsLast);
            CrashPlan.Plan(this, FaultsLast);
            Kernel.RunUntil(Kernel.Now + FaultsLast, MostSteps);
            Faults.End();
            Kernel.Note("faults are over");
            if (Life is not { IsAlive: true }) Begin();
            Rest();
        }
        catch (LivelockException stuck)
        {
            _violations.Add(new Violation("no livelock", stuck.Message));
        }
        finally
        {
            _system.System.EventStream.Unsubscribe(tap);
            Life?.Kill();
            Kernel.Settle();
        }
        return [.. _violations, .. Platform.Violations, .. Guards.Violations, .. Operator.Violations];
    }

    /// <summary>Another life begins after a while.</summary>
    public void BeginAgain(InjectedFault fault) => Kernel.After(
        TimeSpan.FromSeconds(1 + 20 * fault.Size), () =>
        {
            if (Life is not { IsAlive: true }) Begin();
        });

    /// <summary>From outside to the catalog: a caller with patience, who asks again himself.</summary>
    public void ToCatalog(object message, IActorRef sender) => To("catalog", life => life.Catalog, message, sender);

    /// <summary>From outside to the gateway, as to the catalog.</summary>
    public void ToGateway(object message, IActorRef sender) =>
        To("gateway", life => life.Gateway.Current, message, sender);

    /// <summary>From outside to the workflows: what is lost is not said again.</summary>
    public void ToWorkflows(object message) => To("workflows", life => life.Workflows, message, ActorRefs.NoSender);

    private void To(string name, Func<NodeLife, IActorRef?> target, object message, IActorRef? sender)
    {
        if (Life is not { IsAlive: true } life) return;
        new Link(life.Network, $"people to {name}", () => target(life)) { Patience = TimeSpan.FromSeconds(4) }
            .Tell(message, sender);
    }

    private void Begin()
    {
        Kernel.Note($"node {_lives + 1} begins");
        Life = new NodeLife(this, _system, ++_lives, IsManaged, () => ++_epochs, _variant);
        Activations.SendAll();
    }

    // What is not so yet may still become so; what is not so after a long rest never will.
    private void Rest()
    {
        var (enough, most) = (Kernel.Now + RestAtLeast, Kernel.Now + RestAtMost);
        IReadOnlyList<Violation> missing;
        do
        {
            Kernel.RunUntil(Kernel.Now + TimeSpan.FromMinutes(1), MostSteps);
            missing = Kernel.Now < enough ? [] : Promises.NotYetKept(this);
        }
        while (Kernel.Now < enough || missing.Count > 0 && Kernel.Now < most);
        _violations.AddRange(missing);
        _violations.AddRange(Promises.Broken(this));
    }

    private WriteVerdict JudgeWrite(string id)
    {
        var fault = Faults.StrikeAt(
            $"journal of {id}", FaultKind.WriteFailed, FaultKind.WriteStoredYetFailed, FaultKind.WriteDelayed);
        return fault?.Kind switch
        {
            FaultKind.WriteFailed => new WriteVerdict(false, "the disk is full", fault.Delay(TimeSpan.FromSeconds(2))),
            FaultKind.WriteStoredYetFailed =>
                new WriteVerdict(true, "the connection broke", fault.Delay(TimeSpan.FromSeconds(2))),
            FaultKind.WriteDelayed => new WriteVerdict(true, null, fault.Delay(SlowestWrite)),
            _ => WriteVerdict.Good
        };
    }

    private bool IsManaged(FunctionId function) =>
        Registrar.Accepted.Any(workflow => workflow.Functions.Contains(function));

    // An actor that stops over anything but what the schedule threw at it has met something it was not built for.
    private void OnError(object message)
    {
        if (message is not Error error || IsExpected(error.Cause)) return;
        Kernel.Note($"error {error.Message}", error.Cause);
        _violations.Add(new Violation("no unexpected error", $"{error.LogSource}: {error.Message} {error.Cause}"));
    }

    private static bool IsExpected(Exception? cause) => cause switch
    {
        SimulatedFaultException or IOException or ActorKilledException => true,
        AggregateException { InnerException: { } inner } => IsExpected(inner),
        _ => false
    };
}
