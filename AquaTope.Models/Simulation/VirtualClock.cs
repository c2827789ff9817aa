namespace AquaTope.Models.Simulation;

/// <summary>
/// A clock that is told the time. Timers fire while it is being advanced, in the order they fall due, those due at the
/// same instant in the order they were set; during a callback the clock shows the instant at which that timer was due.
/// </summary>
/// <remarks>
/// Timers may be created, changed and disposed of from any thread. Callbacks run one after the other on the thread that
/// advances the clock, without a lock held, so they may set further timers; those due within the advance fire in it.
/// </remarks>
public sealed class VirtualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Setting, (long Due, long Order)> _settings = new();
    private long _now = start.UtcTicks;
    private long _order;
    private bool _advancing;

    /// <summary>One timestamp unit is one tick of 100 ns, so that both clocks tell the same time.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _now), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    /// <summary>Moves on by a duration of at least zero.</summary>
    public void Advance(TimeSpan duration) => AdvanceTo(GetUtcNow() + duration);

    /// <summary>Moves on to an instant and fires every timer due up to and including it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant is past.</exception>
    /// <exception cref="InvalidOperationException">The clock is being advanced already.</exception>
    public void AdvanceTo(DateTimeOffset instant)
    {
        lock (_gate)
        {
            if (_advancing) throw new InvalidOperationException("The clock is being advanced already.");
            if (instant.UtcTicks < _now)
                throw new ArgumentOutOfRangeException(nameof(instant), instant, $"It is {GetUtcNow():O} already.");
            _advancing = true;
        }

        try
        {
            while (TakeDue(instant.UtcTicks) is { } timer) timer.Fire();
            Interlocked.Exchange(ref _now, instant.UtcTicks);
        }
        finally
        {
            lock (_gate) _advancing = false;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    // Settings that were changed or disposed of since are dropped here: removing them earlier would cost a search.
    private Timer? TakeDue(long until)
    {
        lock (_gate)
        {
            while (_settings.TryPeek(out var setting, out var at) && at.Due <= until)
            {
                _settings.Dequeue();
                if (!setting.Timer.IsCurrent(setting.Version)) continue;
                Interlocked.Exchange(ref _now, Math.Max(_now, at.Due));
                setting.Timer.Rearm();
                return setting.Timer;
            }
            return null;
        }
    }

    private readonly record struct Setting(Timer Timer, int Version);

    private sealed class Timer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private int _version;
        private bool _disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ThrowUnlessValid(dueTime, nameof(dueTime));
            ThrowUnlessValid(period, nameof(period));
            lock (clock._gate)
            {
                if (_disposed) return false;
                _version++;
                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan) Set(dueTime);
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _version++;
                _disposed = true;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        public bool IsCurrent(int version) => version == _version;

        // As with the system's timers, a period of zero means once.
        public void Rearm()
        {
            if (_period > TimeSpan.Zero) Set(_period);
        }

        public void Fire() => callback(state);

        private void Set(TimeSpan delay) =>
            clock._settings.Enqueue(new Setting(this, _version), (clock._now + delay.Ticks, clock._order++));

        private static void ThrowUnlessValid(TimeSpan time, string name)
        {
            if (time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
                throw new ArgumentOutOfRangeException(name, time, "A timer's time is at least zero, or infinite.");
        }
    }
}
