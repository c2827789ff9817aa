namespace AquaTope.Host.Emulation;

/// <summary>A clock that starts at the system's time and runs <paramref name="scale"/> times as fast.</summary>
internal sealed class ScaledTime(TimeProvider real, double scale) : TimeProvider
{
    private readonly DateTimeOffset _start = real.GetUtcNow();
    private readonly long _startTimestamp = real.GetTimestamp();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _start + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, real.CreateTimer(callback, state, Real(dueTime), Real(period)));

    private TimeSpan Elapsed => real.GetElapsedTime(_startTimestamp) * scale;

    // The system's timers count whole milliseconds: rounded down, a timer would ring before its time and ring again.
    private TimeSpan Real(TimeSpan scaled) =>
        scaled == Timeout.InfiniteTimeSpan
            ? scaled
            : TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, scaled.TotalMilliseconds / scale)));

    private sealed class Timer(ScaledTime time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Real(dueTime), time.Real(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
