namespace AquaTope.Models.Simulation.Containers;

/// <summary>
/// The idle containers of an invoker in the order they became idle. Since every idle container lives equally long, the
/// first in line is both the next to expire and the first to be evicted. Links lie in the containers: nothing
/// allocates.
/// </summary>
/// <remarks>
/// OpenWhisk evicts by the start of the last run, not its end. The two orders differ only between containers whose last
/// runs overlapped.
/// </remarks>
internal sealed class IdleContainers
{
    private Container? _shortestIdle;

    public Container? LongestIdle { get; private set; }

    /// <summary>Memory of all of them, in megabytes.</summary>
    public int Megabytes { get; private set; }

    public void Add(Container container)
    {
        container.LongerIdle = _shortestIdle;
        container.ShorterIdle = null;
        if (_shortestIdle is null) LongestIdle = container;
        else _shortestIdle.ShorterIdle = container;
        _shortestIdle = container;
        Megabytes += container.Megabytes;
    }

    public void Remove(Container container)
    {
        if (container.LongerIdle is null) LongestIdle = container.ShorterIdle;
        else container.LongerIdle.ShorterIdle = container.ShorterIdle;
        if (container.ShorterIdle is null) _shortestIdle = container.LongerIdle;
        else container.ShorterIdle.LongerIdle = container.LongerIdle;
        container.LongerIdle = container.ShorterIdle = null;
        Megabytes -= container.Megabytes;
    }
}
