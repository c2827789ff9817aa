using Akka.Actor;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Trials;
using static AquaTope.Actors.Platform.PlatformGatewayProtocol;

namespace AquaTope.Actors.Optimization;

/// <summary>
/// The trial that a study has measured, as far as the gateway lets it: the gateway is asked before the trial and every
/// second while it waits or runs. A trial that is postponed while it runs, or of which the gateway says nothing for
/// long, is broken off and begun again later. The gateway is told when one in place is over.
/// </summary>
/// <param name="platform">Measures.</param>
/// <param name="gateway">Is asked.</param>
/// <param name="time">The clock of the questions.</param>
/// <param name="study">Is told <see cref="QuestionDue"/> and <see cref="Ended"/>.</param>
internal sealed class GatedTrial(
    IPlatform platform, IActorRef gateway, TimeProvider time, IActorRef study) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // An answer that was longer on its way may have been overtaken by a halt.
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);

    private TrialOrder? _order;
    private CancellationTokenSource? _running;
    private ITimer? _question;
    private bool _brokenOff;
    private DateTimeOffset _granted;
    private DateTimeOffset _answered;
    private DateTimeOffset? _toBegin;

    /// <summary>Why the trial waits; <see langword="null"/> where it does not.</summary>
    public string? Postponed { get; private set; }

    public void Begin(TrialOrder order)
    {
        (_order, _brokenOff, Postponed, _answered, _toBegin) = (order, false, null, time.GetUtcNow(), null);
        Ask();
    }

    /// <summary>Asks the gateway, now and a second later again.</summary>
    public void Ask()
    {
        if (_order is not { } order) return;
        _question?.Dispose();
        _question = time.CreateTimer(
            _ => study.Tell(new QuestionDue()), null, Interval, Timeout.InfiniteTimeSpan);

        // By another question for a trial in place the gateway takes the one that it granted for interrupted. So it is
        // asked only when the one before was answered, or can be answered no more.
        var now = time.GetUtcNow();
        if (_running is null && now - _toBegin <= GoodFor) return;
        if (_running is { } running && now - _granted > InPlaceTrial.Patience) BreakOff(running);
        _toBegin = _running is null ? now : null;
        gateway.Tell(
            new MayTry(order.Id.Workflow, IsInPlace(order), now, _running is not null,
                IsInPlace(order) ? [.. order.Workflow.Functions] : null),
            study);
    }

    /// <param name="judged">
    /// The gateway's word; what was asked too long ago counts for nothing, nor does what was asked for the trial
    /// before, while a trial ran that runs no more, or before a question that was answered.
    /// </param>
    public void Answer(TrialJudged judged)
    {
        var verdict = judged.Verdict;
        if (_order is not { } order || time.GetUtcNow() - judged.Asked > GoodFor) return;
        if (judged.Asked < _answered || _running is null && judged.Asked is { } asked && asked != _toBegin) return;
        _answered = judged.Asked ?? _answered;
        _toBegin = null;
        Postponed = verdict.Permission == TrialPermission.Postponed ? verdict.Reason : null;
        switch (verdict.Permission)
        {
            case TrialPermission.Granted:
                _granted = judged.Asked ?? time.GetUtcNow();
                if (_running is null) Run(order);
                break;
            case TrialPermission.Postponed when _running is { } running:
                BreakOff(running);
                break;
            case TrialPermission.Refused when _running is { } running:
                running.Cancel();
                break;
            case TrialPermission.Refused:
                study.Tell(new Ended(order.Id.Number, new TrialOutcome.NotRun(verdict.Reason)));
                break;
        }
    }

    /// <summary>
    /// Whether the study should hear of the end: not where the trial was broken off and is begun again.
    /// </summary>
    public bool Concludes(Ended ended)
    {
        if (_order is not { } order || order.Id.Number != ended.Number) return false;
        if (_running is not null && IsInPlace(order))
            gateway.Tell(new TrialOver(order.Id.Workflow, ended.Outcome.LeavesLimits, time.GetUtcNow()), study);
        _running?.Dispose();
        _running = null;
        var again = _brokenOff && ended.Outcome is TrialOutcome.NotRun;
        _brokenOff = false;
        if (again) return false;
        Forget();
        return true;
    }

    public void Dispose()
    {
        _running?.Cancel();
        _running?.Dispose();
        _running = null;
        Forget();
    }

    private void Run(TrialOrder order)
    {
        _running = new CancellationTokenSource();
        platform.MeasureAsync(order, _running.Token).PipeTo(
            study, success: outcome => new Ended(order.Id.Number, outcome),
            failure: cause => new Ended(
                order.Id.Number, new TrialOutcome.NotRun(cause.Message) { LeavesLimits = true }));
    }

    private void BreakOff(CancellationTokenSource running)
    {
        _brokenOff = true;
        running.Cancel();
    }

    private static bool IsInPlace(TrialOrder order) => order.Placement == TrialPlacement.InPlace;

    private void Forget()
    {
        _order = null;
        Postponed = null;
        _question?.Dispose();
        _question = null;
    }

    /// <summary>The gateway is to be asked again.</summary>
    internal sealed record QuestionDue;

    /// <summary>A trial ended, or was not run.</summary>
    internal sealed record Ended(int Number, TrialOutcome Outcome);
}
