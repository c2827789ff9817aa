using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Simulation.Containers;

/// <summary>An activation on its way to a container.</summary>
/// <param name="Ticket">Its number.</param>
/// <param name="Submitted">UTC ticks of its arrival.</param>
/// <param name="Action">The version that was deployed when it arrived.</param>
/// <param name="Chance">Its random numbers.</param>
internal readonly record struct PendingRun(long Ticket, long Submitted, DeployedAction Action, Chance Chance);

/// <summary>
/// A run in progress; its end is already known. All times are ticks, <c>Submitted</c> and <c>Assigned</c> UTC.
/// </summary>
internal readonly record struct Run(
    long Ticket,
    long Submitted,
    long Assigned,
    long Wait,
    long Initialization,
    long Execution,
    StartKind Start,
    ActivationStatus Status,
    string? Failure)
{
    public long End => Submitted + Wait + Initialization + Execution;
}

/// <summary>
/// One container of one invoker. The object is recycled once the container is destroyed.
/// </summary>
/// <remarks>
/// <code>
/// stem cell: starting ─▶ prewarmed ─┐            ┌─▶ (idle: running, then paused) ─▶ destroyed
///                                   ├─▶ busy ◀───┘
///        cold: being created ───────┘     └─ the run failed ─▶ destroyed
/// </code>
/// </remarks>
internal sealed class Container(int index)
{
    /// <summary>Its place in the platform's list, by which events name it.</summary>
    public int Index { get; } = index;

    public Invoker Invoker { get; set; } = null!;

    public int Megabytes { get; set; }

    /// <summary>The action version it is initialized with; none for a stem cell.</summary>
    public DeployedAction? Action { get; set; }

    /// <summary>The stem-cell pool it belongs to until it is given a run.</summary>
    public StemCellPool? Pool { get; set; }

    /// <summary>UTC ticks: when it became idle or, for a stem cell, when it was up.</summary>
    public long Since { get; set; }

    /// <summary>The run it is busy with.</summary>
    public Run Run { get; set; }

    /// <summary>Its neighbours in <see cref="IdleContainers"/>.</summary>
    public Container? LongerIdle { get; set; }

    public Container? ShorterIdle { get; set; }

    /// <summary>Its neighbours in <see cref="WarmStack"/>.</summary>
    public Container? Below { get; set; }

    public Container? Above { get; set; }
}
