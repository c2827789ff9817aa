namespace AquaTope.Faults.Kernel;

/// <summary>The virtual clock as actors are given it.</summary>
internal sealed class KernelTime(SimulationKernel kernel) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => kernel.Now;

    public override long GetTimestamp() => kernel.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(kernel, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class VirtualTimer(SimulationKernel kernel, Action callback) : ITimer
    {
        private TimedEvent? _next;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _next?.Dispose();
            _next = null;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            _next = kernel.After(dueTime, () =>
            {
                callback();
                if (period > TimeSpan.Zero && _next is { IsCancelled: false }) Change(period, period);
            });
            return true;
        }

        public void Dispose() => _next?.Dispose();

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
