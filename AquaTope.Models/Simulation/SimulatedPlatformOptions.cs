using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation.Containers;

namespace AquaTope.Models.Simulation;

/// <summary>How a simulated platform is set up. The limits and timers default to OpenWhisk's own.</summary>
public sealed record SimulatedPlatformOptions
{
    /// <summary>Machines that run containers; at least 1.</summary>
    public int Invokers { get; init; } = 1;

    /// <summary>Memory each invoker may give to containers (<c>container-pool.user-memory</c>).</summary>
    public MemorySize UserMemory { get; init; } = MemorySize.FromMegabytes(1024);

    /// <summary>How long an idle container stays running before it is paused.</summary>
    public TimeSpan PauseGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a paused container is kept before it is destroyed.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The prewarmed containers of each invoker; the default is the row of the manifest that OpenWhisk ships.
    /// </summary>
    public IReadOnlyList<StemCell> StemCells { get; init; } =
    [
        new(new RuntimeKind("nodejs:20"), MemorySize.FromMegabytes(256), InitialCount: 2,
            new ReactiveStemCell(
                MinimumCount: 1, MaximumCount: 4, TimeToLive: TimeSpan.FromMinutes(2), Threshold: 1, Increment: 1))
    ];

    /// <summary>Time from start to the first check of reactive stem cells, and from one check to the next.</summary>
    public TimeSpan PrewarmCheckInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Each check comes up to this much later, by chance, so that invokers do not check all at once.</summary>
    public TimeSpan PrewarmCheckVariance { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most stem cells that one check removes for age, per invoker.</summary>
    public int PrewarmExpirationLimit { get; init; } = 100;

    /// <summary>How long containers take to create and to initialize.</summary>
    public ColdStartModel ColdStarts { get; init; } = ColdStartModel.Measured;

    /// <summary>What reusing a paused container adds to the wait.</summary>
    public TimeSpan UnpauseTime { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Cores an invoker divides among containers by their memory (<c>container-pool.user-cpus</c>); unset, every
    /// container has one core. Without effect where <see cref="CpuLimits"/> is on.
    /// </summary>
    public double? UserCpus { get; init; }

    /// <summary>Whether an action's own CPU limit holds (OpenWhisk with #4648).</summary>
    public bool CpuLimits { get; init; }

    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Invokers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(UserMemory.Megabytes, 1, nameof(UserMemory));
        ArgumentOutOfRangeException.ThrowIfLessThan(PauseGrace, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(IdleTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PrewarmCheckInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(PrewarmCheckVariance, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(UnpauseTime, TimeSpan.Zero);
        if (UserCpus is { } cores) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(cores, 0, nameof(UserCpus));
        foreach (var cell in StemCells)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(cell.InitialCount, 1, nameof(StemCells));
            ArgumentOutOfRangeException.ThrowIfLessThan(cell.Memory.Megabytes, 1, nameof(StemCells));
            if (cell.Reactive is { IsValid: false })
                throw new ArgumentException($"Stem cells of {cell.Kind} {cell.Memory} cannot follow {cell.Reactive}.");
            if (StemCells.Count(other => other.Kind == cell.Kind && other.Memory == cell.Memory) > 1)
                throw new ArgumentException($"Stem cells of {cell.Kind} {cell.Memory} are configured twice.");
        }
    }
}
