using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation.Containers;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Simulation;

/// <summary>
/// One version of an action, with everything a run needs worked out beforehand. Containers are matched by reference to
/// this object, so a redeployment strands those of the version before it, as on the platform.
/// </summary>
internal sealed class DeployedAction
{
    // Which of an occasion's random numbers decides what; a normal number j uses the uniform ones 2j and 2j+1.
    private const int NoiseNormal = 0;
    private const int CreationNormal = 1;
    private const int InitializationNormal = 2;
    private const int StragglerUniform = 6;

    private readonly ServiceTimeModel _service;
    private readonly ColdStartTimes _coldStart;
    private readonly TimeSpan _expected;
    private readonly TimeSpan _ownInitialization;
    private readonly WarmStack[] _warm;

    public DeployedAction(ActionSlot slot, SimulatedAction definition, SimulatedPlatformOptions options)
    {
        Slot = slot;
        Definition = definition;
        Megabytes = definition.Resources.Memory.Megabytes;
        StemCellPoolIndex = PoolIndexOf(definition, options.StemCells);
        var resources = definition.Resources with { Cpu = CpuOf(definition.Resources, options) };
        _service = definition.Service;
        _coldStart = options.ColdStarts.Of(definition.Kind);
        _expected = _service.Expected(resources);
        _ownInitialization = _service.ExpectedInitialization(resources.Cpu);
        _warm = new WarmStack[options.Invokers];
    }

    public ActionSlot Slot { get; }

    public SimulatedAction Definition { get; }

    public int Megabytes { get; }

    /// <summary>
    /// The stem cells that fit, or -1: those of exactly this kind and memory. With CPU limits the platform compares the
    /// CPU too, and its stem cells all have the standard one; here kind and memory decide alone, so that a platform
    /// with CPU limits has any use for stem cells.
    /// </summary>
    public int StemCellPoolIndex { get; }

    /// <summary>Its idle containers on an invoker.</summary>
    public ref WarmStack WarmOn(Invoker invoker) => ref _warm[invoker.Index];

    /// <summary>
    /// Works out a run that gets its container now; <paramref name="resume"/> is what unpausing takes.
    /// </summary>
    public Run Plan(in PendingRun pending, long now, StartKind start, long resume)
    {
        var chance = pending.Chance;
        var creation = start == StartKind.Cold ? _coldStart.Creation.At(chance.Normal(CreationNormal)).Ticks : resume;
        var initialization = start == StartKind.Warm
            ? 0
            : (_coldStart.Initialization.At(chance.Normal(InitializationNormal)) + _ownInitialization).Ticks;
        var run = new Run(
            pending.Ticket, pending.Submitted, now, now - pending.Submitted + creation, initialization, 0, start,
            ActivationStatus.Success, null);

        var timeout = Definition.Timeout.Ticks;
        if (initialization > timeout)
            return run with
            {
                Initialization = timeout,
                Status = ActivationStatus.DeveloperError,
                Failure = TimeoutText(" during initialization")
            };

        var execution = DrawExecution(chance);
        if (Definition.Resources.Memory < _service.RequiredMemory)
        {
            // Memory fills evenly over the run, so the limit is met at the same share of the run as of the memory.
            var killedAt = (long)(execution * ((double)Megabytes / _service.RequiredMemory.Megabytes));
            if (killedAt <= timeout)
                return run with
                {
                    Execution = killedAt,
                    Status = ActivationStatus.DeveloperError,
                    Failure = "The action exhausted its memory and was aborted."
                };
        }

        return execution > timeout
            ? run with { Execution = timeout, Status = ActivationStatus.DeveloperError, Failure = TimeoutText("") }
            : run with { Execution = execution };
    }

    /// <summary>
    /// The action's own limit where the platform has CPU limits; else an equal share of the invoker's cores for every
    /// container of this size that fits, rounded to five digits and at least a hundredth; else one core.
    /// </summary>
    internal static CpuShare CpuOf(ResourceConfiguration resources, SimulatedPlatformOptions options)
    {
        if (options.CpuLimits) return resources.Cpu;
        if (options.UserCpus is not { } cores) return CpuShare.FromCores(1);
        var containers = Math.Max(1, options.UserMemory.Megabytes / resources.Memory.Megabytes);
        return CpuShare.FromCores(Math.Max(0.01, Math.Round(cores / containers, 5)));
    }

    private static int PoolIndexOf(SimulatedAction action, IReadOnlyList<StemCell> cells)
    {
        for (var i = 0; i < cells.Count; i++)
            if (cells[i].Kind == action.Kind && cells[i].Memory == action.Resources.Memory)
                return i;
        return -1;
    }

    private long DrawExecution(Chance chance)
    {
        var factor = _service.NoiseSigma > 0 ? Math.Exp(_service.NoiseSigma * chance.Normal(NoiseNormal)) : 1;
        if (_service.StragglerRate > 0 && chance.Uniform(StragglerUniform) < _service.StragglerRate)
            factor *= _service.StragglerFactor;
        return (long)(_expected.Ticks * factor);
    }

    private string TimeoutText(string during) =>
        $"The action exceeded its time limits of {(long)Definition.Timeout.TotalMilliseconds} milliseconds{during}.";
}
