using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Pattern;

namespace AquaTope.Faults.Kernel;

/// <summary>Akka's scheduler in virtual time.</summary>
public sealed class KernelScheduler(Config scheduler, ILoggingAdapter log) : SchedulerBase(scheduler, log)
{
    private readonly SimulationKernel _kernel = SimulationKernel.OfThread;

    public override TimeSpan MonotonicClock => _kernel.Now - DateTimeOffset.UnixEpoch;

    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    protected override DateTimeOffset TimeNow => _kernel.Now;

    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Once(WithoutChance(delay, message), () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender,
        ICancelable cancelable) => Repeatedly(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Once(delay, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        Once(delay, action.Run, cancelable);

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Repeatedly(initialDelay, interval, action, cancelable);

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Repeatedly(initialDelay, interval, action.Run, cancelable);

    private void Once(TimeSpan delay, Action action, ICancelable? cancelable) => _kernel.After(delay, () =>
    {
        if (cancelable is not { IsCancellationRequested: true }) action();
    });

    private void Repeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        _kernel.After(initialDelay, () =>
        {
            if (cancelable is { IsCancellationRequested: true }) return;
            action();
            Repeatedly(interval, interval, action, cancelable);
        });

    // Akka draws up to a fifth more for a restart after backoff, from a source that no seed reaches. The half seconds
    // below are what it started from.
    private static TimeSpan WithoutChance(TimeSpan delay, object message)
    {
        if (message is not BackoffSupervisor.StartChild) return delay;
        ReadOnlySpan<double> steps = [10, 8, 4, 2, 1, 0.5];
        foreach (var step in steps)
            if (delay.TotalSeconds >= step - 1e-6)
                return TimeSpan.FromSeconds(step);
        return delay;
    }
}
