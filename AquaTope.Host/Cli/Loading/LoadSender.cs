using AquaTope.Host.OpenWhisk;
using AquaTope.Models.Simulation.Workloads;

namespace AquaTope.Host.Cli.Loading;

/// <summary>
/// Sends invocations in an open loop: each at its time, however long earlier ones take, as callers who know nothing of
/// each other do. Latency counts from the time at which an invocation was to be sent, so that what a slow platform or
/// sender holds up is not left out (no coordinated omission).
/// </summary>
/// <param name="invoke">Invokes the subject of an arrival; throws only when it is cancelled.</param>
/// <param name="timeScale">Seconds of the schedule that pass in one.</param>
/// <param name="mostOutstanding">Invocations that may be unanswered at the same time; one more is dropped.</param>
/// <param name="time">The time in which they are sent.</param>
internal sealed class LoadSender(
    Func<int, CancellationToken, Task<InvocationEnd>> invoke, double timeScale, int mostOutstanding, TimeProvider time)
{
    /// <summary>How long answers are waited for once the run is stopped.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly LoadTally _tally = new();
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _began;

    // The sender itself counts as one, so that it does not seem over between two invocations.
    private int _outstanding = 1;

    /// <summary>Sends all arrivals and returns when the last is answered, or soon after it is told to stop.</summary>
    /// <param name="plan">What is sent.</param>
    /// <param name="told">Called after every arrival, by who sends.</param>
    /// <param name="stopping">Ends the run early; what is known by then is returned.</param>
    public async Task<LoadTally> RunAsync(LoadPlan plan, Action<LoadTally> told, CancellationToken stopping)
    {
        using var abandoned = new CancellationTokenSource();
        _began = time.GetTimestamp();
        try
        {
            foreach (var arrival in plan.Arrivals)
            {
                await UntilAsync(arrival.At / timeScale, stopping);
                Send(arrival, abandoned.Token);
                told(_tally);
            }
            await UntilAsync(plan.Length / timeScale, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _tally.Stopped = true;
        }
        _tally.Sending = Elapsed;
        CountOff();
        await AnsweredAsync(abandoned, stopping);
        return _tally;
    }

    private TimeSpan Elapsed => time.GetElapsedTime(_began);

    private async Task UntilAsync(TimeSpan due, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();

        // Timers count whole milliseconds: rounded down, one would ring before its time.
        while (due - Elapsed is { Ticks: > 0 } left)
            await Task.Delay(Shorter(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds))), time, stopping);

        // A timer takes 49 days at most.
        static TimeSpan Shorter(TimeSpan delay) => delay < TimeSpan.FromDays(1) ? delay : TimeSpan.FromDays(1);
    }

    private void Send(ScheduledArrival arrival, CancellationToken abandoned)
    {
        if (Volatile.Read(ref _outstanding) > mostOutstanding)
        {
            _tally.Drop();
            return;
        }
        var due = arrival.At / timeScale;
        _tally.Send(Elapsed - due);
        Interlocked.Increment(ref _outstanding);
        _ = InvokeAsync(arrival.Subject, due, abandoned);
    }

    private async Task InvokeAsync(int subject, TimeSpan due, CancellationToken abandoned)
    {
        try
        {
            var end = await invoke(subject, abandoned);
            var at = Elapsed;
            _tally.Answer(end, at - due, at);
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            _tally.GiveUp();
        }
        catch (Exception defect)
        {
            // Nobody awaits this task: who waits for all answers is told instead.
            _answered.TrySetException(defect);
        }
        CountOff();
    }

    private void CountOff()
    {
        if (Interlocked.Decrement(ref _outstanding) == 0) _answered.TrySetResult();
    }

    private async Task AnsweredAsync(CancellationTokenSource abandoned, CancellationToken stopping)
    {
        try
        {
            await _answered.Task.WaitAsync(stopping);
            return;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            _tally.Stopped = true;
        }
        try
        {
            await _answered.Task.WaitAsync(Grace, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            await abandoned.CancelAsync();
            await _answered.Task;
        }
    }
}
