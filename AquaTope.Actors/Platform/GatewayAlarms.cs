using Akka.Actor;
using AquaTope.Models.Platform;

namespace AquaTope.Actors.Platform;

/// <summary>The instants at which the gateway wants to be told something, each kept once.</summary>
internal sealed class GatewayAlarms(TimeProvider time, IActorRef gateway) : IDisposable
{
    private readonly Dictionary<DateTimeOffset, ITimer> _alarms = [];
    private readonly List<ITimer> _rounds = [];

    /// <summary>Tells it a message again and again.</summary>
    public void Every(TimeSpan interval, object message) =>
        _rounds.Add(time.CreateTimer(_ => gateway.Tell(message), null, interval, interval));

    /// <summary>Wakes it at an instant.</summary>
    public void At(DateTimeOffset instant) => Set(new Rung(instant, null));

    /// <summary>Has it ask again what went unanswered.</summary>
    public void AskAgain(GatewayEffect question, TimeSpan after)
    {
        var instant = time.GetUtcNow() + after;
        while (_alarms.ContainsKey(instant)) instant += TimeSpan.FromTicks(1);
        Set(new Rung(instant, question));
    }

    /// <summary>An alarm was heard.</summary>
    public void Forget(Rung rung)
    {
        _alarms.Remove(rung.Instant, out var timer);
        timer?.Dispose();
    }

    public void Dispose()
    {
        foreach (var timer in _alarms.Values.Concat(_rounds)) timer.Dispose();
    }

    private void Set(Rung rung)
    {
        if (_alarms.ContainsKey(rung.Instant)) return;
        var delay = rung.Instant - time.GetUtcNow();
        _alarms[rung.Instant] = time.CreateTimer(
            _ => gateway.Tell(rung), null, delay > TimeSpan.Zero ? delay : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The instant has come, at which something may be due and a question may be to be asked again.</summary>
    internal sealed record Rung(DateTimeOffset Instant, GatewayEffect? Question);
}
