namespace AquaTope.Host.Emulation.Rest;

/// <summary>
/// The namespace's limits of requests. Minutes are those of the calendar, and refused requests count too. Unlimited
/// where a limit is unset. Safe to call concurrently.
/// </summary>
internal sealed class RequestThrottle(EmulatorOptions options)
{
    private readonly Lock _gate = new();
    private readonly MinuteCount _invocations = new();
    private readonly MinuteCount _fires = new();

    /// <summary>Admits an invocation, or refuses it with 429.</summary>
    public void AdmitInvocation(DateTimeOffset now, int inFlight)
    {
        if (CountInvocation(now, inFlight) is { } refusal) throw Refusal.TooMany(refusal);
    }

    /// <summary>Counts an invocation. Answers why it may not be made, or <see langword="null"/> when it may.</summary>
    public string? CountInvocation(DateTimeOffset now, int inFlight)
    {
        if (Count(_invocations, now, options.InvocationsPerMinute) is { } refusal) return refusal;
        return options.ConcurrentInvocations is { } allowed && inFlight >= allowed
            ? $"Too many concurrent requests in flight (count: {inFlight}, allowed: {allowed})."
            : null;
    }

    /// <summary>Admits the firing of a trigger, or refuses it with 429.</summary>
    public void AdmitFire(DateTimeOffset now)
    {
        if (Count(_fires, now, options.FiresPerMinute) is { } refusal) throw Refusal.TooMany(refusal);
    }

    private string? Count(MinuteCount counter, DateTimeOffset now, int? allowed)
    {
        int count;
        lock (_gate) count = counter.Next(now.ToUnixTimeSeconds() / 60);
        return count > allowed ? $"Too many requests in the last minute (count: {count}, allowed: {allowed})." : null;
    }

    private sealed class MinuteCount
    {
        private long _minute;
        private int _count;

        public int Next(long minute)
        {
            if (minute != _minute) _count = 0;
            _minute = minute;
            return ++_count;
        }
    }
}
