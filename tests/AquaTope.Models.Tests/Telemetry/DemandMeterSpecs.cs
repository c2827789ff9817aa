using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Tests.Telemetry;

public sealed class DemandMeterSpecs
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddMinutes(100);
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");

    private readonly DemandMeter _meter = new(WindowLength.OneMinute);

    [Fact]
    public void Two_invocations_one_after_the_other_need_one_container()
    {
        Record(1, atSecond: 3.0, lasting: 0.4);
        Record(2, atSecond: 3.5, lasting: 0.4);

        Close(100).Single().Demand.ShouldBe(1);
    }

    [Fact]
    public void Two_invocations_at_once_need_two_containers()
    {
        Record(1, atSecond: 3, lasting: 2);
        Record(2, atSecond: 3, lasting: 2);

        Close(100).Single().ShouldBe(
            new ClosedWindow(new WindowIndex(100), 2, 0, 2, 2, []), new ClosedWindowComparer());
    }

    [Fact]
    public void An_invocation_that_runs_on_needs_its_container_in_the_next_window_too()
    {
        Record(1, atSecond: 50, lasting: 30);

        var closed = Close(101);

        closed.Select(window => (window.Window.Value, window.Invocations, window.Demand))
            .ShouldBe([(100, 1, 1), (101, 0, 1)]);
    }

    [Fact]
    public void A_window_without_invocations_is_not_listed()
    {
        Close(100).ShouldBeEmpty();
    }

    [Fact]
    public void A_report_that_comes_too_late_for_its_window_counts_in_the_one_then_open()
    {
        Close(100);
        Record(1, atSecond: 5, lasting: 1);

        var closed = Close(101).Single();

        closed.Window.ShouldBe(new WindowIndex(101));
        closed.Invocations.ShouldBe(1);
    }

    [Fact]
    public void Reports_of_ever_later_times_do_not_open_windows_without_bound()
    {
        for (var i = 0; i < 100; i++) Record(i + 1, atSecond: 3_600.0 * i, lasting: 1);

        var closed = Close(100 + 100 * 60);

        closed.Count.ShouldBe(DemandMeter.MaxOpenWindows);
        closed.Sum(window => window.Invocations).ShouldBe(100);
    }

    [Fact]
    public void After_a_long_idle_time_and_a_restart_a_report_counts_in_its_own_window()
    {
        var restarted = new DemandMeter(WindowLength.OneMinute);
        restarted.Resume(new WindowIndex(100), 7, []);

        restarted.Record(Report(8, atSecond: 3_600, lasting: 1));

        restarted.CloseThrough(new WindowIndex(160)).Single().Window.ShouldBe(new WindowIndex(160));
    }

    [Fact]
    public void After_a_restart_reports_are_counted_that_were_in_the_window_still_open_and_no_others()
    {
        Record(1, atSecond: 1, lasting: 1);
        Record(2, atSecond: 61, lasting: 1);
        Record(3, atSecond: 2, lasting: 1);
        var before = Close(100).Single();

        var restarted = new DemandMeter(WindowLength.OneMinute);
        restarted.Resume(before.Window, before.CountedThrough, before.CountedBeyond);
        restarted.Record(Report(1, 1, 1)).ShouldBeFalse();
        restarted.Record(Report(2, 61, 1)).ShouldBeTrue();
        restarted.Record(Report(3, 2, 1)).ShouldBeFalse();

        before.Invocations.ShouldBe(2);
        restarted.CloseThrough(new WindowIndex(101)).Single().Invocations.ShouldBe(1);
    }

    [Fact]
    public void What_overtook_others_is_forgotten_once_they_are_counted()
    {
        Record(1, atSecond: 1, lasting: 1);
        Record(2, atSecond: 61, lasting: 1);
        Record(3, atSecond: 2, lasting: 1);

        Close(100).Single().CountedBeyond.ShouldBe([3]);
        var last = Close(101).Single();

        last.CountedThrough.ShouldBe(3);
        last.CountedBeyond.ShouldBeEmpty();
    }

    private void Record(long sequence, double atSecond, double lasting) =>
        _meter.Record(Report(sequence, atSecond, lasting)).ShouldBeTrue();

    private static SequencedInvocation Report(long sequence, double atSecond, double lasting) => new(
        sequence,
        new Invocation(
            new ActivationId((UInt128)sequence), Resize, Start.AddSeconds(atSecond), TimeSpan.Zero, TimeSpan.Zero,
            TimeSpan.FromSeconds(lasting), ActivationStatus.Success, MemorySize.FromMegabytes(256), null));

    private IReadOnlyList<ClosedWindow> Close(long window) => _meter.CloseThrough(new WindowIndex(window));

    private sealed class ClosedWindowComparer : IEqualityComparer<ClosedWindow>
    {
        public bool Equals(ClosedWindow? x, ClosedWindow? y) =>
            x! with { CountedBeyond = y!.CountedBeyond } == y && x.CountedBeyond.SequenceEqual(y.CountedBeyond);

        public int GetHashCode(ClosedWindow obj) => obj.Window.GetHashCode();
    }
}
