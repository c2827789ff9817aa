using AquaTope.Models.Simulation;

namespace AquaTope.Models.Tests.Simulation;

public sealed class VirtualClockTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20_000);

    private readonly VirtualClock _clock = new(Start);
    private readonly List<string> _fired = [];

    [Fact]
    public void Time_stands_still_until_it_is_moved()
    {
        _clock.GetUtcNow().ShouldBe(Start);
        _clock.Advance(TimeSpan.FromSeconds(3));
        _clock.GetUtcNow().ShouldBe(Start.AddSeconds(3));
        _clock.AdvanceTo(Start.AddSeconds(3));
        _clock.GetUtcNow().ShouldBe(Start.AddSeconds(3));
    }

    [Fact]
    public void Timestamps_tell_the_same_time_as_the_clock()
    {
        var before = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMilliseconds(1234.5));

        _clock.GetElapsedTime(before).ShouldBe(TimeSpan.FromMilliseconds(1234.5));
    }

    [Fact]
    public void Timers_fire_in_the_order_they_fall_due_and_see_the_instant_they_were_due()
    {
        Set("late", 20);
        Set("early", 10);
        Set("too late", 31);

        _clock.Advance(TimeSpan.FromSeconds(30));

        _fired.ShouldBe(["early at 10", "late at 20"]);
    }

    [Fact]
    public void Timers_due_at_the_same_instant_fire_in_the_order_they_were_set()
    {
        foreach (var name in new[] { "a", "b", "c" }) Set(name, 10);

        _clock.Advance(TimeSpan.FromSeconds(10));

        _fired.ShouldBe(["a at 10", "b at 10", "c at 10"]);
    }

    [Fact]
    public void A_periodic_timer_fires_once_per_period()
    {
        using var timer = _clock.CreateTimer(
            _ => Note("tick"), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));

        _clock.Advance(TimeSpan.FromSeconds(30));

        _fired.ShouldBe(["tick at 5", "tick at 15", "tick at 25"]);
    }

    [Fact]
    public void A_timer_set_by_a_timer_fires_in_the_same_advance()
    {
        _clock.CreateTimer(
            _ =>
            {
                Note("first");
                Set("second", 5);
            },
            null, TimeSpan.FromSeconds(10), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(15));

        _fired.ShouldBe(["first at 10", "second at 15"]);
    }

    [Fact]
    public void A_changed_timer_forgets_when_it_was_due_before()
    {
        var timer = Set("moved", 10);
        timer.Change(TimeSpan.FromSeconds(20), Timeout.InfiniteTimeSpan).ShouldBeTrue();

        _clock.Advance(TimeSpan.FromSeconds(30));

        _fired.ShouldBe(["moved at 20"]);
    }

    [Fact]
    public void A_disposed_timer_neither_fires_nor_changes()
    {
        var timer = Set("gone", 10);
        timer.Dispose();

        timer.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(30));

        _fired.ShouldBeEmpty();
    }

    [Fact]
    public void Time_cannot_go_back() =>
        Should.Throw<ArgumentOutOfRangeException>(() => _clock.AdvanceTo(Start.AddTicks(-1)));

    [Fact]
    public void A_timer_cannot_move_the_clock_that_fires_it()
    {
        _clock.CreateTimer(
            _ => _clock.Advance(TimeSpan.FromSeconds(1)), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        Should.Throw<InvalidOperationException>(() => _clock.Advance(TimeSpan.FromSeconds(2)));
        _clock.Advance(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Timers_created_and_disposed_of_by_several_threads_all_fire_or_do_not()
    {
        var fired = 0;
        Parallel.For(0, 2000, i =>
        {
            var timer = _clock.CreateTimer(
                _ => Interlocked.Increment(ref fired), null, TimeSpan.FromSeconds(i % 50), Timeout.InfiniteTimeSpan);
            if (i % 2 == 0) timer.Dispose();
        });

        _clock.Advance(TimeSpan.FromMinutes(1));

        fired.ShouldBe(1000);
    }

    private ITimer Set(string name, double seconds) =>
        _clock.CreateTimer(_ => Note(name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private void Note(string name) => _fired.Add($"{name} at {(_clock.GetUtcNow() - Start).TotalSeconds}");
}
