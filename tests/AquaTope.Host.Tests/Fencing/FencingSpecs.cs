using System.Globalization;
using Akka.Configuration;
using Akka.Coordination;
using Akka.Event;
using AquaTope.Actors.Fencing;
using AquaTope.Host.Fencing;
using AquaTope.Host.Tests.OpenWhisk;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Testing;
using Microsoft.Extensions.Time.Testing;

namespace AquaTope.Host.Tests.Fencing;

public sealed class FencingSpecs
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    // For leases that must not run out under a test, however slow the machine.
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [SkippableFact]
    public async Task Only_one_of_two_owners_holds_a_lease()
    {
        await using var database = await PostgreSqlServer.StartAsync();
        using var one = LeaseOf("one", database, TimeProvider.System, Long);
        using var other = LeaseOf("other", database, TimeProvider.System, Long);

        (await Task.WhenAll(one.Acquire(), other.Acquire())).ShouldBe([true, false], ignoreOrder: true);

        var (holder, waiting) = one.IsHeld ? (one, other) : (other, one);
        (await waiting.Acquire()).ShouldBeFalse();
        waiting.IsHeld.ShouldBeFalse();
        (await holder.Release()).ShouldBeTrue();
        holder.IsHeld.ShouldBeFalse();
        (await waiting.Acquire()).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task A_successor_at_the_same_address_does_not_inherit_the_lease()
    {
        await using var database = await PostgreSqlServer.StartAsync();
        using var dead = LeaseOf("node", database, TimeProvider.System, Long);
        using var successor = LeaseOf("node", database, TimeProvider.System, Long);
        (await dead.Acquire()).ShouldBeTrue();

        (await successor.Acquire()).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task A_lease_that_nobody_renews_passes_to_a_successor()
    {
        await using var database = await PostgreSqlServer.StartAsync();
        // Its clock stands still, so that it never renews.
        using var dead = LeaseOf("node", database, new FakeTimeProvider(), Length);
        using var successor = LeaseOf("node", database, TimeProvider.System, Length);
        (await dead.Acquire()).ShouldBeTrue();

        await UntilAsync(successor.Acquire);
    }

    [SkippableFact]
    public async Task Whoever_cannot_renew_a_lease_in_time_has_lost_it()
    {
        await using var database = await PostgreSqlServer.StartAsync();
        using var lease = LeaseOf("node", database, TimeProvider.System, Length);
        var lost = new TaskCompletionSource<Exception>();
        (await lease.Acquire(lost.SetResult)).ShouldBeTrue();

        await database.StopAsync();

        (await lost.Task.WaitAsync(TimeSpan.FromSeconds(60))).Message.ShouldContain("could not be renewed in time");
        lease.IsHeld.ShouldBeFalse();
        await Should.ThrowAsync<LeaseException>(() => lease.Acquire());
    }

    [Fact]
    public void A_lease_ends_when_either_clock_says_so()
    {
        var time = new FakeTimeProvider();
        var term = LeaseTerm.Begin(time, Length);
        term.Covers(time).ShouldBeTrue();

        time.Advance(Length);
        term.Covers(time).ShouldBeFalse();

        var suspended = new FakeTimeProvider();
        term = LeaseTerm.Begin(suspended, Length);
        suspended.AdjustTime(suspended.GetUtcNow() + Length);
        term.Covers(suspended).ShouldBeFalse();
    }

    [Fact]
    public async Task A_change_of_two_requests_stops_between_them_when_the_fence_falls()
    {
        var fence = new Fence { IsHeld = true };
        var looked = new TaskCompletionSource();
        var server = new ScriptedServer()
            .On("GET ~/guest/actions/resize?code=false", 200, Platforms.Action(256), after: looked.Task)
            .OnDescribe();
        using var platform = Platforms.Over(server);
        var change = new FencedPlatform(platform, fence).ApplyAsync(
            new PlatformChange.SetLimits(FunctionId.Parse("guest/resize"), ResourceConfiguration.Of(2, 512)),
            CancellationToken.None);

        fence.IsHeld = false;
        looked.SetResult();

        (await change).ShouldBeOfType<PlatformOutcome.Unreachable>().Reason.ShouldContain("lease");
        server.Seen.ShouldAllBe(request => request.StartsWith("GET", StringComparison.Ordinal));
    }

    private static PostgreSqlLease LeaseOf(
        string owner, PostgreSqlServer database, TimeProvider time, TimeSpan length) => new(
        LeaseSettings.Create(
            ConfigurationFactory.ParseString(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                lease-class = ""
                heartbeat-timeout = {length.TotalMilliseconds}ms
                heartbeat-interval = {length.TotalMilliseconds / 4}ms
                lease-operation-timeout = 60s
                """)),
            "aquatope-singleton-akka://aquatope/user/gateway", owner),
        database.ConnectionString, time, NoLogger.Instance);

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isSo()) await looks.WaitForNextTickAsync(patience.Token);
    }

    private sealed class Fence : IFence
    {
        public bool IsHeld { get; set; }
    }
}
