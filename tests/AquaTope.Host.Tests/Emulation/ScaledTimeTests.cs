using System.Net;
using AquaTope.Host.Emulation;
using AquaTope.Models.Simulation;

namespace AquaTope.Host.Tests.Emulation;

public sealed class ScaledTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_scaled_clock_runs_so_many_times_as_fast()
    {
        var real = new VirtualClock(Start);
        var scaled = new ScaledTime(real, 60);

        real.Advance(TimeSpan.FromSeconds(2));

        scaled.GetUtcNow().ShouldBe(Start.AddMinutes(2));
        scaled.GetElapsedTime(0).ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void A_timer_rings_when_the_scaled_time_has_come_and_never_before()
    {
        var real = new VirtualClock(Start);
        var scaled = new ScaledTime(real, 7);
        var rang = new List<DateTimeOffset>();
        using var timer = scaled.CreateTimer(
            _ => rang.Add(scaled.GetUtcNow()), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        real.Advance(TimeSpan.FromSeconds(1));

        rang.Single().ShouldBeInRange(Start.AddSeconds(1), Start.AddSeconds(1.01));
    }

    [Fact]
    public async Task A_platform_in_scaled_time_answers_and_reports_by_itself()
    {
        await using var receiver = await HookReceiver.StartAsync();
        await using var platform = await EmulatedPlatform.StartAsync(
            new EmulatorOptions { TimeScale = 1000, Hook = new ActivationHookOptions { Url = receiver.Url } },
            CancellationToken.None);
        using var client = new HttpClient { BaseAddress = platform.BaseAddress };
        const string action = "/api/v1/namespaces/_/actions/slow";
        using var create = EmulatorUnderTest.Request(
            HttpMethod.Put, action,
            """
            {"exec":{"kind":"nodejs:20","code":"x"},"annotations":[{"key":"aquatope-model","value":{"work":20}}]}
            """);
        (await client.SendAsync(create)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var invoke = EmulatorUnderTest.Request(HttpMethod.Post, $"{action}?blocking=true", "{}");

        using var answer = await client.SendAsync(invoke);
        await receiver.FirstBatch;

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        receiver.Batches.Single().Single().Text("name").ShouldBe("slow");
        Should.Throw<InvalidOperationException>(() => platform.AdvanceTo(Start));
    }
}
