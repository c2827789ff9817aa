using AquaTope.Faults.Kernel;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Guards;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;

namespace AquaTope.Faults.Worlds.Platforms;

/// <summary>
/// The platform as it is: what it has, what it was made to have, and what was wrong about how it was asked. It outlives
/// every node.
/// </summary>
internal sealed class PlatformDouble
{
    private readonly SimulationKernel _kernel;
    private readonly SortedDictionary<string, ResourceConfiguration> _limits = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _warm = new(StringComparer.Ordinal);
    private readonly HashSet<(FunctionId, ResourceConfiguration)> _tried = [];
    private readonly HashSet<(FunctionId, ResourceConfiguration)> _meant = [];
    private readonly List<Violation> _violations = [];
    private readonly GuardOptions _guards;
    private readonly int _mostContainers;
    private int _newestEpoch;

    public PlatformDouble(
        SimulationKernel kernel, WorldSettings settings, InvokerFleet invokers, IEnumerable<FunctionId> functions)
    {
        _kernel = kernel;
        _guards = settings.Gateway.Guards;
        _mostContainers = settings.Functions.Pool.MostContainers;
        Description = settings.Description;
        Invokers = invokers;
        foreach (var function in functions)
        {
            _limits[function.Value] = ResourceConfiguration.Of(1, 256);
            _meant.Add((function, _limits[function.Value]));
        }
    }

    public PlatformDescription Description { get; }

    /// <summary>Who keeps stem cells, where the platform has them.</summary>
    public InvokerFleet Invokers { get; }

    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Trials measured, by their id.</summary>
    public Dictionary<TrialId, List<TrialOutcome>> Measured { get; } = [];

    public ResourceConfiguration? LimitsOf(FunctionId function) =>
        _limits.TryGetValue(function.Value, out var limits) ? limits : null;

    /// <summary>
    /// Whether the function had these limits by trials alone: nobody gave them, neither by hand nor by a change.
    /// </summary>
    public bool IsOnlyTried(FunctionId function, ResourceConfiguration limits) =>
        _tried.Contains((function, limits)) && !_meant.Contains((function, limits));

    /// <summary>
    /// Whether the platform was made as the change says, and is so but for what is done past everybody.
    /// </summary>
    public bool Has(PlatformChange change) => change switch
    {
        PlatformChange.SetLimits limits => LimitsOf(limits.Function) == limits.Resources,
        PlatformChange.PutBackLimits back => LimitsOf(back.Function) == back.Resources,
        PlatformChange.SetStemCells cells => Invokers.WereTold(cells.Targets),
        PlatformChange.KeepWarm warm => _warm.GetValueOrDefault(warm.Function.Value) == warm.Containers,
        _ => throw new ArgumentException($"Nobody asked for {change.GetType().Name} before.", nameof(change))
    };

    /// <summary>A gateway sends a call: of two that are alive, the one before must be silent.</summary>
    public void NoteCaller(int epoch, PlatformChange change)
    {
        if (epoch < _newestEpoch)
            _violations.Add(new Violation(
                "one gateway at a time", $"gateway {epoch} asks for {change} after gateway {_newestEpoch} has begun"));
        _newestEpoch = Math.Max(_newestEpoch, epoch);
    }

    /// <summary>Does what it is asked, if it is not so already.</summary>
    public PlatformOutcome Apply(PlatformChange change)
    {
        CheckBounds(change);
        var changed = change is PlatformChange.SetStemCells posted
            ? posted.Again || !Invokers.Keep(posted.Targets)
            : !Has(change);
        switch (change)
        {
            case PlatformChange.SetLimits limits:
                if (LimitsOf(limits.Function) is not { } had) return new PlatformOutcome.Refused("no such function");
                if (changed && limits.From is { } from && from != had) return new PlatformOutcome.Differs(had);
                CheckStep(limits.Function, had, limits.Resources);
                _meant.Add((limits.Function, limits.Resources));
                _limits[limits.Function.Value] = limits.Resources;
                break;
            case PlatformChange.PutBackLimits back:
                _limits[back.Function.Value] = back.Resources;
                break;
            case PlatformChange.SetStemCells cells when changed:
                Invokers.Post(cells);
                break;
            case PlatformChange.KeepWarm warm:
                _warm[warm.Function.Value] = warm.Containers;
                break;
        }
        _kernel.Note(changed ? "platform changed" : "platform unchanged", change);
        return new PlatformOutcome.Applied(changed);
    }

    /// <summary>A trial has functions run under its plan.</summary>
    /// <returns>What they had before.</returns>
    public IReadOnlyList<(FunctionId Function, ResourceConfiguration Had)> BeginTrial(TrialOrder order)
    {
        var had = order.Workflow.Functions.Select(function => (function, _limits[function.Value])).ToList();
        foreach (var (stage, resources) in order.Workflow.Stages.Zip(order.Plan.Stages))
        {
            _limits[stage.Function.Value] = resources;
            _tried.Add((stage.Function, resources));
        }
        _kernel.Note("on trial", order.Id);
        return had;
    }

    /// <summary>A trial sets again what functions had.</summary>
    public void EndTrial(TrialOrder order, IReadOnlyList<(FunctionId Function, ResourceConfiguration Had)> former)
    {
        foreach (var (function, had) in former) _limits[function.Value] = had;
        _kernel.Note("after the trial", order.Id);
    }

    /// <summary>Somebody changes a function's memory past everybody.</summary>
    public void ChangeByHand(FunctionId function, MemorySize memory)
    {
        _limits[function.Value] = _limits[function.Value] with { Memory = memory };
        _meant.Add((function, _limits[function.Value]));
        _kernel.Note("changed by hand", $"{function} to {memory}");
    }

    public bool HasStemCells => Description.Can(PlatformCapabilities.RuntimeConfiguration);

    /// <summary>Somebody posts another manifest past everybody.</summary>
    public void PostByHand(int count)
    {
        Invokers.PostByHand(count);
        _kernel.Note("posted by hand", $"{count} stem cells of each pair");
    }

    public void RestartInvoker(int number)
    {
        Invokers.Restart(number);
        _kernel.Note("invoker restarted", number);
    }

    public FunctionLookup Find(FunctionId function) => LimitsOf(function) is { } limits
        ? new FunctionLookup.Found(new RuntimeKind("nodejs:20"), limits)
        : new FunctionLookup.Missing();

    // However much of it the gateway knew: no change goes further than a step from what the function really had.
    private void CheckStep(FunctionId function, ResourceConfiguration had, ResourceConfiguration wished)
    {
        if (_guards.Step(had, wished) != wished)
            _violations.Add(new Violation("the steps of the guards", $"{function} from {had} to {wished}"));
    }

    private void CheckBounds(PlatformChange change)
    {
        switch (change)
        {
            case PlatformChange.SetLimits { Function: var function, Resources: var wished }:
                if (_guards.Of(function).Bound(wished) != wished)
                    _violations.Add(new Violation("limits within the guards", $"{change}, {_guards.Of(function)}"));
                if (wished.Memory < Description.MinimumMemory || wished.Memory > Description.MaximumMemory
                    || wished.Cpu < Description.MinimumCpu || wished.Cpu > Description.MaximumCpu)
                    _violations.Add(new Violation("limits within bounds", $"{change} on a platform of {Description}"));
                break;
            case PlatformChange.KeepWarm warm when _guards.Of(warm.Function).Bound(warm.Containers) < warm.Containers:
                _violations.Add(new Violation("limits within the guards", $"{change}, {_guards.Of(warm.Function)}"));
                break;
            case PlatformChange.KeepWarm warm when warm.Containers < 0 || warm.Containers > _mostContainers:
                _violations.Add(new Violation("limits within bounds", $"{change}, {_mostContainers} at most"));
                break;
            case PlatformChange.SetStemCells cells
                when cells.Targets.Any(target => target.Count < 0 || target.Count > _mostContainers * _limits.Count):
                _violations.Add(
                    new Violation("limits within bounds", $"{change}, {_mostContainers} a function at most"));
                break;
        }
    }
}
