namespace AquaTope.Faults.Kernel;

/// <summary>Something that happens at an instant of virtual time, unless it is taken back.</summary>
internal sealed class TimedEvent(DateTimeOffset at, Action action) : IDisposable
{
    public DateTimeOffset At { get; } = at;

    public bool IsCancelled { get; private set; }

    public void Dispose() => IsCancelled = true;

    internal void Run() => action();
}
