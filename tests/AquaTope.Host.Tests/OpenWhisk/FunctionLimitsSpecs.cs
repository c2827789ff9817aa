using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using Microsoft.Extensions.Time.Testing;

namespace AquaTope.Host.Tests.OpenWhisk;

public sealed class FunctionLimitsSpecs : IDisposable
{
    private const string Get = "GET ~/guest/actions/img/resize?code=false";
    private const string Put = """PUT ~/guest/actions/img/resize?overwrite=true {"limits":{"memory":512}}""";

    private static readonly FunctionId Resize = FunctionId.Parse("guest/img/resize");
    private static readonly PlatformChange To512 =
        new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(2, 512));

    private readonly ScriptedServer _server = new();

    [Fact]
    public async Task Other_limits_are_put_alone_so_that_code_and_parameters_stay()
    {
        _server.On(Get, 200, Platforms.Action(256)).OnDescribe().On(Put, 200, Platforms.Action(512));

        (await ApplyAsync(To512)).ShouldBe(new PlatformOutcome.Applied(Changed: true));

        _server.IsOver();
        _server.Credentials.ShouldAllBe(credentials => credentials == "me:secret");
    }

    [Fact]
    public async Task Limits_that_are_right_already_are_left_alone()
    {
        _server.On(Get, 200, Platforms.Action(512)).OnDescribe();

        (await ApplyAsync(To512)).ShouldBe(new PlatformOutcome.Applied(Changed: false));
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(384, false)]
    public async Task Limits_are_changed_only_from_those_that_the_change_starts_from(int has, bool isChanged)
    {
        _server.On(Get, 200, Platforms.Action(has)).OnDescribe();
        if (isChanged) _server.On(Put, 200, Platforms.Action(512));
        var change = new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(2, 512))
        {
            From = ResourceConfiguration.Of(1, 256)
        };

        (await ApplyAsync(change)).ShouldBe(isChanged
            ? new PlatformOutcome.Applied(Changed: true)
            : new PlatformOutcome.Differs(ResourceConfiguration.Of(1, has)));

        _server.IsOver();
    }

    [Fact]
    public async Task Cpu_is_sent_where_the_platform_has_cpu_limits()
    {
        _server.On(Get, 200, Platforms.Action(512, ",\"cpu\":1.0"))
            .OnDescribe("""{"cpu_limit_enabled":true,"min_action_cpu":0.1,"max_action_cpu":6.0}""")
            .On("""PUT ~/guest/actions/img/resize?overwrite=true {"limits":{"memory":512,"cpu":2}}""", 200, "{}");
        var platform = Platforms.Over(_server, Platforms.Stock with { CpuLimits = default });

        (await platform.ApplyAsync(To512, default)).ShouldBe(new PlatformOutcome.Applied(Changed: true));
    }

    [Theory]
    [InlineData(400, "requirement failed: memory size 512 MB exceeds allowed threshold of 256 MB", "allowed threshold")]
    [InlineData(400, "exec undefined", "guest/img/resize is not deployed")]
    [InlineData(404, "The requested resource does not exist.", "guest/img/resize is not deployed")]
    [InlineData(401, "The supplied authentication is invalid", "configured key")]
    public async Task A_no_is_refused_with_its_reason(int status, string error, string reason)
    {
        var body = $$"""{"error":"{{error}}","code":"x"}""";
        _server.On(Get, 200, Platforms.Action(256)).OnDescribe().On(Put, status, body);

        (await ApplyAsync(To512)).ShouldBeOfType<PlatformOutcome.Refused>().Reason.ShouldContain(reason);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(409)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task What_may_go_better_next_time_is_unreachable(int status)
    {
        _server.On(Get, 200, Platforms.Action(256)).OnDescribe().On(Put, status, """{"error":"later","code":"x"}""");

        (await ApplyAsync(To512)).ShouldBeOfType<PlatformOutcome.Unreachable>().Reason.ShouldContain("later");
    }

    [Fact]
    public async Task A_function_that_is_missing_is_refused_without_a_change()
    {
        _server.On(Get, 404, """{"error":"The requested resource does not exist.","code":"x"}""");

        (await ApplyAsync(To512)).ShouldBeOfType<PlatformOutcome.Refused>().Reason.ShouldContain("guest/img/resize");
    }

    [Fact]
    public async Task Nobody_at_the_other_end_is_unreachable()
    {
        _server.OnNobody(Get);

        (await ApplyAsync(To512)).ShouldBeOfType<PlatformOutcome.Unreachable>().Reason
            .ShouldContain("Connection refused");
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_unreachable()
    {
        var time = new FakeTimeProvider();
        _server.On(Get, 200, "{}", after: new TaskCompletionSource().Task);
        var outcome = Platforms.Over(_server, time: time).ApplyAsync(To512, default);

        time.Advance(Platforms.Stock.CallTimeout);

        (await outcome).ShouldBeOfType<PlatformOutcome.Unreachable>().Reason.ShouldContain("within 10 s");
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_not_an_outcome()
    {
        using var stop = new CancellationTokenSource();
        _server.On(Get, 200, "{}", after: new TaskCompletionSource().Task);
        var outcome = Platforms.Over(_server).ApplyAsync(To512, stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(outcome);
    }

    [Fact]
    public async Task A_function_is_found_with_kind_and_limits()
    {
        _server.On(Get, 200, Platforms.Action(384, ",\"cpu\":0.5"));

        (await Platforms.Over(_server).FindAsync(Resize, default)).ShouldBe(
            new FunctionLookup.Found(new RuntimeKind("nodejs:20"), ResourceConfiguration.Of(0.5, 384)));
    }

    [Theory]
    [InlineData(404, "{}", typeof(FunctionLookup.Missing))]
    [InlineData(403, "{}", typeof(FunctionLookup.Unreachable))]
    [InlineData(200, "<html>", typeof(FunctionLookup.Unreachable))]
    [InlineData(200, """{"exec":{"kind":7},"limits":[]}""", typeof(FunctionLookup.Unreachable))]
    public async Task A_function_is_missing_only_when_the_platform_says_so(int status, string body, Type lookup)
    {
        _server.On(Get, status, body);

        (await Platforms.Over(_server).FindAsync(Resize, default)).ShouldBeOfType(lookup);
    }

    public void Dispose() => _server.Dispose();

    private Task<PlatformOutcome> ApplyAsync(PlatformChange change) =>
        Platforms.Over(_server).ApplyAsync(change, default);
}
