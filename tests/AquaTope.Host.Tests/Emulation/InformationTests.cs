using System.Net;
using System.Text.Json;
using AquaTope.Host.Emulation;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Tests.Emulation;

public sealed class InformationTests
{
    private static Task<Answer> GetAsync(EmulatorUnderTest emulator, string path) =>
        emulator.SendAsync(EmulatorUnderTest.Request(HttpMethod.Get, path, credentials: null));

    [Fact]
    public async Task Anybody_may_ask_what_the_platform_is()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync(
            new EmulatorOptions { Capabilities = PlatformCapabilities.CpuLimits });

        (await GetAsync(emulator, "/ping")).Text.ShouldBe("pong");
        (await GetAsync(emulator, "/api/v1")).Body.Text("api_version").ShouldBe("1.0.0");
        var information = (await GetAsync(emulator, "/")).Body;

        information.Text("description").ShouldBe("OpenWhisk");
        information.GetProperty("limits").Number("max_action_memory").ShouldBe(512L << 20);
        information.GetProperty("limits").GetProperty("max_action_cpu").GetDouble().ShouldBe(6);
        information.GetProperty("runtimes").GetProperty("nodejs").EnumerateArray()
            .Single(kind => kind.GetProperty("default").GetBoolean()).Text("kind").ShouldBe("nodejs:20");
    }

    [Fact]
    public async Task A_stock_platform_says_nothing_of_cpu()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        (await GetAsync(emulator, "/")).Body.GetProperty("limits").Has("max_action_cpu").ShouldBeFalse();
    }

    [Fact]
    public async Task The_namespace_shows_the_limits_in_force()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync(new EmulatorOptions
        {
            MaximumMemory = MemorySize.FromMegabytes(2048),
            ConcurrentInvocations = 30
        });

        var limits = (await emulator.GetAsync("limits")).Body;

        limits.Number("minActionMemory").ShouldBe(128);
        limits.Number("maxActionMemory").ShouldBe(2048);
        limits.Number("concurrentInvocations").ShouldBe(30);
        limits.Text("maxParameterSize").ShouldBe("1048576 B");
    }

    [Theory]
    [InlineData("/api/v1/web/whisk.system/apimgmt/getApi.http?accesstoken=x")]
    [InlineData("/api/v1/web/whisk.system/apimgmt/getApi")]
    public async Task The_api_gateway_has_no_routes(string path)
    {
        await using var emulator = await EmulatorUnderTest.StartAsync();

        (await GetAsync(emulator, path)).Text.ShouldBe("""{"apis":[]}""");
    }

    [Fact]
    public async Task Invocations_are_throttled_by_the_calendar_minute_and_by_their_number_in_flight()
    {
        await using var emulator = await EmulatorUnderTest.StartAsync(
            new EmulatorOptions { InvocationsPerMinute = 3, ConcurrentInvocations = 2 });
        await emulator.CreateActionAsync("hello");
        emulator.Pass(59);

        var answers = new List<Answer>();
        for (var i = 0; i < 4; i++) answers.Add(await emulator.PostAsync("actions/hello", "{}"));
        emulator.Pass(2);
        answers.Add(await emulator.PostAsync("actions/hello", "{}"));

        answers.Select(answer => (int)answer.Status).ShouldBe([202, 202, 429, 429, 202]);
        answers[2].Error.ShouldBe("Too many concurrent requests in flight (count: 2, allowed: 2).");
        answers[3].Error.ShouldBe("Too many requests in the last minute (count: 4, allowed: 3).");
        answers[3].Body.GetProperty("code").ValueKind.ShouldBe(JsonValueKind.String);
        answers[3].Headers.RetryAfter.ShouldBeNull();
    }

    [Fact]
    public async Task An_option_out_of_range_is_refused_before_anything_starts()
    {
        var options = new EmulatorOptions { Hook = new ActivationHookOptions { Url = new Uri("ftp://x") } };

        var wrong = await Should.ThrowAsync<ArgumentException>(
            EmulatedPlatform.StartAsync(options, CancellationToken.None));

        wrong.Message.ShouldContain("ftp://x");
    }

    [Fact]
    public async Task Stopping_answers_those_who_wait()
    {
        var emulator = await EmulatorUnderTest.StartAsync();
        await emulator.CreateActionAsync("hello");
        var pending = emulator.PostAsync("actions/hello?blocking=true", "{}");
        await emulator.Platform.WhenParkedAsync(1);

        await emulator.Platform.DisposeAsync();

        (await pending).Status.ShouldBe(HttpStatusCode.Accepted);
        await emulator.DisposeAsync();
    }
}
