using System.Net;
using AquaTope.Host.Cli.Loading;
using AquaTope.Host.OpenWhisk;
using AquaTope.Models.Simulation;
using AquaTope.Models.Simulation.Workloads;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Tests.Cli.Loading;

/// <summary>The open loop, in a time that the test advances.</summary>
public sealed class LoadSenderTests
{
    private static readonly InvocationEnd Success =
        new InvocationEnd.Ran(ActivationStatus.Success, TimeSpan.Zero, Result: null, IsColdStart: false);

    private readonly VirtualClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly List<(int Subject, TimeSpan At, TaskCompletionSource<InvocationEnd> Answer)> _sent = [];

    [Fact]
    public async Task Invocations_are_sent_at_their_time_whatever_earlier_ones_do()
    {
        var run = Start(Plan(10, (0, 1), (4, 0), (4, 1), (9, 0)));

        Pass(10);

        _sent.Select(sent => (sent.Subject, sent.At.TotalSeconds)).ShouldBe([(1, 0), (0, 4), (1, 4), (0, 9)]);
        run.IsCompleted.ShouldBeFalse();
        foreach (var sent in _sent) sent.Answer.SetResult(Success);
        var tally = await run;
        tally.Sent.ShouldBe(4);
        tally.Sending.ShouldBe(TimeSpan.FromSeconds(10));
        tally.LatencySeconds.Order().ShouldBe([1, 6, 6, 10]);
    }

    [Fact]
    public async Task A_schedule_passes_so_many_times_as_fast()
    {
        var run = Start(Plan(600, (120, 0), (300, 0)), timeScale: 60);

        Pass(10);

        _sent.Select(sent => sent.At.TotalSeconds).ShouldBe([2, 5]);
        foreach (var sent in _sent) sent.Answer.SetResult(Success);
        (await run).Sending.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_the_sender_holds_up_counts_as_latency()
    {
        // The first invocation keeps the sender from the second, as a machine that is too slow would.
        var sender = new LoadSender(
            (_, _) =>
            {
                if (_clock.GetUtcNow() == DateTimeOffset.UnixEpoch) _clock.Advance(TimeSpan.FromSeconds(3));
                return Task.FromResult(Success);
            },
            timeScale: 1, mostOutstanding: 10, _clock);
        var run = sender.RunAsync(Plan(2, (0, 0), (1, 0)), _ => { }, CancellationToken.None);

        var tally = await run;

        tally.LagSeconds.ShouldBe([0, 2]);
        tally.LatencySeconds.Order().ShouldBe([2, 3]);
    }

    [Fact]
    public async Task Beyond_the_bound_arrivals_are_dropped_and_counted()
    {
        var run = Start(Plan(3, (0, 0), (0, 1), (0, 2), (2, 3)), mostOutstanding: 2);
        _sent[0].Answer.SetResult(Success);

        Pass(3);

        _sent.Select(sent => sent.Subject).ShouldBe([0, 1, 3]);
        foreach (var sent in _sent.Skip(1)) sent.Answer.SetResult(Success);
        var tally = await run;
        (tally.Due, tally.Sent, tally.Dropped).ShouldBe((4, 3, 1));
    }

    [Fact]
    public async Task Once_stopped_answers_are_waited_for_a_little_and_then_given_up()
    {
        using var stop = new CancellationTokenSource();
        var run = Start(Plan(100, (0, 0), (0, 1), (50, 2)), stopping: stop.Token);

        await stop.CancelAsync();
        _sent[0].Answer.SetResult(Success);
        while (!run.IsCompleted)
        {
            Pass(LoadSender.Grace.TotalSeconds);
            await Task.Yield();
        }

        var tally = await run;
        tally.Stopped.ShouldBeTrue();
        (tally.Sent, tally.LatencySeconds.Count).ShouldBe((2, 1));
        tally.Failures.ShouldHaveSingleItem().Kind.ShouldBe(LoadFailures.Unanswered);
    }

    [Fact]
    public async Task Failures_are_counted_by_kind_with_the_first_reason_of_each()
    {
        var run = Start(Plan(1, (0, 0), (0, 1), (0, 2), (0, 3), (0, 4)));
        _sent[0].Answer.SetResult(new InvocationEnd.Unknown("429: Too many", HttpStatusCode.TooManyRequests));
        _sent[1].Answer.SetResult(new InvocationEnd.Unknown("429: Still too many", HttpStatusCode.TooManyRequests));
        _sent[2].Answer.SetResult(new InvocationEnd.Unknown("nobody"));
        _sent[3].Answer.SetResult(new InvocationEnd.Ran(ActivationStatus.ApplicationError, TimeSpan.Zero, null, true));
        _sent[4].Answer.SetResult(new InvocationEnd.Unknown("no record", HttpStatusCode.Accepted));

        Pass(1);

        var tally = await run;
        tally.Failures.ShouldBe([
            new LoadFailure("throttled (429)", 2, "429: Too many"),
            new LoadFailure("application error", 1, "it returned no reason"),
            new LoadFailure("unreachable", 1, "nobody"),
            new LoadFailure("without a record", 1, "no record")
        ]);
        tally.ColdStarts.ShouldBe(1);
        tally.LatencySeconds.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_defect_of_an_invocation_is_not_hidden()
    {
        var run = Start(Plan(1, (0, 0)));
        _sent[0].Answer.SetException(new InvalidOperationException("a defect"));

        Pass(1);

        await Should.ThrowAsync<InvalidOperationException>(() => run);
    }

    private static LoadPlan Plan(double seconds, params (double Second, int Subject)[] arrivals) => new(
        ["a", "b", "c", "d", "e"],
        [.. arrivals.Select(one => new ScheduledArrival(TimeSpan.FromSeconds(one.Second), one.Subject))],
        TimeSpan.FromSeconds(seconds));

    private Task<LoadTally> Start(
        LoadPlan plan, double timeScale = 1, int mostOutstanding = 100, CancellationToken stopping = default)
    {
        var sender = new LoadSender(
            (subject, cancellation) =>
            {
                var answer = new TaskCompletionSource<InvocationEnd>();
                _sent.Add((subject, _clock.GetUtcNow() - DateTimeOffset.UnixEpoch, answer));
                return answer.Task.WaitAsync(cancellation);
            },
            timeScale, mostOutstanding, _clock);
        return sender.RunAsync(plan, _ => { }, stopping);
    }

    private void Pass(double seconds) => _clock.Advance(TimeSpan.FromSeconds(seconds));
}
