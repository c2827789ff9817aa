using AquaTope.Host.Ingestion;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;

namespace AquaTope.Host.Tests.OpenWhisk;

public sealed class WarmingCallsSpecs : IDisposable
{
    private const string Call = """POST ~/guest/actions/f?blocking=true {"aquatope":"keep-warm"}""";

    private readonly ScriptedServer _server = new();
    private readonly OwnActivations _own = new();

    [Fact]
    public async Task So_many_calls_are_out_at_once_and_counted_before_the_first_is_sent()
    {
        var answer = new TaskCompletionSource();
        for (var id = 1; id <= 3; id++) _server.On(Call, 200, Platforms.Record(id, 20), after: answer.Task);
        using var platform = Platforms.Over(_server, own: _own);

        var noted = new List<(FunctionId, ActivationId)>();
        _own.Noted += (function, activation) => noted.Add((function, activation));

        var outcome = platform.ApplyAsync(Warm(3), default);
        platform.OutstandingInvocations.ShouldBe(3);
        _server.Seen.Count.ShouldBe(3);
        answer.SetResult();

        (await outcome).ShouldBe(new PlatformOutcome.Applied(Changed: true));
        platform.OutstandingInvocations.ShouldBe(0);
        _own.Contains(new ActivationId(3)).ShouldBeTrue();
        noted.ShouldContain((Warm(3).Function, new ActivationId(3)));
    }

    [Fact]
    public async Task An_answered_call_is_counted_off_while_the_others_are_out()
    {
        var answer = new TaskCompletionSource();
        _server.On(Call, 200, Platforms.Record(1, 20)).On(Call, 200, Platforms.Record(2, 20), after: answer.Task);
        using var platform = Platforms.Over(_server);

        var outcome = platform.ApplyAsync(Warm(2), default);

        platform.OutstandingInvocations.ShouldBe(1);
        answer.SetResult();
        await outcome;
    }

    [Fact]
    public async Task No_containers_need_no_call() =>
        (await Platforms.Over(_server).ApplyAsync(Warm(0), default))
            .ShouldBe(new PlatformOutcome.Applied(Changed: false));

    [Theory]
    [InlineData(502, "application error", typeof(PlatformOutcome.Applied))]
    [InlineData(502, "action developer error", typeof(PlatformOutcome.Refused))]
    [InlineData(500, "whisk internal error", typeof(PlatformOutcome.Unreachable))]
    public async Task An_error_of_the_functions_own_leaves_its_container_warm(int status, string text, Type outcome)
    {
        _server.On(Call, status, Platforms.Record(1, 20, status: text));

        (await Platforms.Over(_server).ApplyAsync(Warm(1), default)).ShouldBeOfType(outcome);
    }

    [Theory]
    [InlineData(404, typeof(PlatformOutcome.Refused))]
    [InlineData(429, typeof(PlatformOutcome.Unreachable))]
    public async Task A_call_that_does_not_run_warms_nothing(int status, Type outcome)
    {
        _server.On(Call, status, """{"error":"no","code":"x"}""");

        (await Platforms.Over(_server).ApplyAsync(Warm(1), default)).ShouldBeOfType(outcome);
    }

    public void Dispose() => _server.Dispose();

    private static PlatformChange.KeepWarm Warm(int containers) =>
        new(FunctionId.Parse("guest/f"), containers);
}
