using System.Net;
using AquaTope.Host.Emulation;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;

namespace AquaTope.Host.Tests.Emulation;

public sealed class ActivationHookTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private static Task<EmulatorUnderTest> StartAsync(ActivationHookOptions hook) => EmulatorUnderTest.StartAsync(
        new EmulatorOptions
        {
            Hook = hook,
            Simulation = new() { UserMemory = MemorySize.FromMegabytes(1_000_000) }
        });

    private static async Task RunAsync(EmulatorUnderTest emulator, int times)
    {
        await emulator.CreateActionAsync("hello", """{"key":"aquatope-model","value":{"work":1,"noiseSigma":0.5}}""");
        for (var i = 0; i < times; i++) await emulator.PostAsync("actions/hello", "{}");
        emulator.Pass(120);
    }

    [Fact]
    public async Task Records_are_sent_in_the_order_they_ended_a_hundred_at_a_time()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var emulator = await StartAsync(new ActivationHookOptions
        {
            Url = receiver.Url,
            Headers = [KeyValuePair.Create("X-Hook-Key", "secret")]
        });
        await RunAsync(emulator, 250);
        receiver.Batches.ShouldBeEmpty();

        await emulator.Platform.FlushHookAsync(CancellationToken.None);

        receiver.Batches.Select(batch => batch.Length).ShouldBe([100, 100, 50]);
        long[] ends = [.. receiver.Batches.SelectMany(batch => batch).Select(record => record.Number("end"))];
        ends.ShouldBe(ends.Order());
        receiver.Batches.SelectMany(batch => batch).Select(record => record.Text("activationId")).Distinct().Count()
            .ShouldBe(250);
        receiver.Batches.First()[0].GetProperty("response").Text("status").ShouldBe("success");
        receiver.Key.ShouldBe("secret");
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_batch_is_sent_again_until_it_is_accepted(HttpStatusCode refusal)
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.AnswerOnce(refusal, retryAfter: "0");
        receiver.AnswerOnce(refusal);
        await using var emulator = await StartAsync(
            new ActivationHookOptions { Url = receiver.Url, FirstPause = Moment });
        await RunAsync(emulator, 1);

        await emulator.Platform.FlushHookAsync(CancellationToken.None);

        receiver.Batches.Count.ShouldBe(3);
        receiver.Batches.Select(batch => batch.Single().Text("activationId")).Distinct().Count().ShouldBe(1);
        emulator.Platform.UndeliveredRecords.ShouldBe(0);
    }

    [Fact]
    public async Task The_pause_that_the_receiver_asks_for_is_kept()
    {
        var time = new VirtualClock(EmulatorUnderTest.Start);
        await using var receiver = await HookReceiver.StartAsync();
        receiver.AnswerOnce(HttpStatusCode.TooManyRequests, retryAfter: "7");
        var pauses = new ObservedTime(time);
        await using var emulator = await StartAsync(new ActivationHookOptions { Url = receiver.Url, Time = pauses });
        await RunAsync(emulator, 1);

        var flush = emulator.Platform.FlushHookAsync(CancellationToken.None);
        (await pauses.NextTimer).ShouldBe(TimeSpan.FromSeconds(7));
        receiver.Batches.Count.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(7));
        await flush;

        receiver.Batches.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_batch_that_will_never_be_accepted_is_dropped_and_counted()
    {
        await using var receiver = await HookReceiver.StartAsync();
        receiver.AnswerOnce(HttpStatusCode.BadRequest);
        await using var emulator = await StartAsync(new ActivationHookOptions { Url = receiver.Url });
        await RunAsync(emulator, 101);

        await emulator.Platform.FlushHookAsync(CancellationToken.None);

        receiver.Batches.Select(batch => batch.Length).ShouldBe([100, 1]);
        emulator.Platform.UndeliveredRecords.ShouldBe(100);
    }

    [Fact]
    public async Task Beyond_the_capacity_the_oldest_records_are_dropped_and_counted()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var emulator = await StartAsync(new ActivationHookOptions { Url = receiver.Url, Capacity = 3 });
        await RunAsync(emulator, 5);

        await emulator.Platform.FlushHookAsync(CancellationToken.None);

        var newest = (await emulator.RecordsAsync()).OrderBy(record => record.Number("end")).Skip(2);
        receiver.Batches.Single().Select(record => record.Text("activationId"))
            .ShouldBe(newest.Select(record => record.Text("activationId")));
        emulator.Platform.UndeliveredRecords.ShouldBe(2);
    }

    [Fact]
    public async Task A_receiver_that_is_away_does_not_hold_up_the_platform()
    {
        // Nobody listens there: the port is reserved. One that was free a moment ago may be another test's by now.
        var nobody = new Uri("http://127.0.0.1:1/hooks/activations");
        await using var emulator = await StartAsync(new ActivationHookOptions { Url = nobody, FirstPause = Moment });
        await RunAsync(emulator, 1);
        using var patience = new CancellationTokenSource();

        var flush = emulator.Platform.FlushHookAsync(patience.Token);
        (await emulator.InvokeAsync("hello")).Status.ShouldBe(HttpStatusCode.OK);
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(flush);
    }

    /// <summary>A clock that tells when somebody first sets a timer, and for how long.</summary>
    private sealed class ObservedTime(TimeProvider time) : TimeProvider
    {
        private readonly TaskCompletionSource<TimeSpan> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<TimeSpan> NextTimer => _next.Task;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = time.CreateTimer(callback, state, dueTime, period);
            _next.TrySetResult(dueTime);
            return timer;
        }
    }
}
