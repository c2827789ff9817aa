using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Tests.Telemetry;

public sealed class DemandMeterSpecs
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddMinutes(100);
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");

    private static readonly ReportSource Here = new("here");
    private static readonly ReportSource There = new("there");

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

        var closed = Close(100).Single();

        closed.ShouldBe(new ClosedWindow(new WindowIndex(100), 2, 0, 2, closed.Counted));
        MarkOf(closed, Here).Through.ShouldBe(2);
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
    public void An_invocation_that_is_no_demand_only_moves_the_mark_of_whoever_reports_it()
    {
        _meter.Disregard(new ActivationId(1));

        _meter.Record(Here, Report(1, atSecond: 3, lasting: 2)).ShouldBeFalse();

        var closed = Close(100).Single();
        (closed.Invocations, closed.Demand).ShouldBe((0, 0));
        MarkOf(closed, Here).Through.ShouldBe(1);
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
        restarted.Resume(new WindowIndex(100), [new SourceMark(Here, 7, [])]);

        restarted.Record(Here, Report(8, atSecond: 3_600, lasting: 1));

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
        restarted.Resume(before.Window, before.Counted);
        restarted.Record(Here, Report(1, 1, 1)).ShouldBeFalse();
        restarted.Record(Here, Report(2, 61, 1)).ShouldBeTrue();
        restarted.Record(Here, Report(3, 2, 1)).ShouldBeFalse();

        before.Invocations.ShouldBe(2);
        restarted.CloseThrough(new WindowIndex(101)).Single().Invocations.ShouldBe(1);
    }

    [Fact]
    public void What_overtook_others_is_forgotten_once_they_are_counted()
    {
        Record(1, atSecond: 1, lasting: 1);
        Record(2, atSecond: 61, lasting: 1);
        Record(3, atSecond: 2, lasting: 1);

        MarkOf(Close(100).Single(), Here).Beyond.ShouldBe([3]);
        var last = MarkOf(Close(101).Single(), Here);

        last.Through.ShouldBe(3);
        last.Beyond.ShouldBeEmpty();
    }

    [Fact]
    public void Every_source_has_a_mark_of_its_own()
    {
        Record(7, atSecond: 1, lasting: 1);
        _meter.Record(There, Report(3, 2, 1)).ShouldBeTrue();
        _meter.Record(There, Report(4, 61, 1)).ShouldBeTrue();

        var first = Close(100).Single();
        var second = Close(101).Single();

        (MarkOf(first, Here).Through, MarkOf(first, There).Through).ShouldBe((7, 3));
        second.Counted.Single().ShouldBe(new SourceMark(There, 4, second.Counted[0].Beyond), "the other has not moved");
    }

    [Fact]
    public void A_report_that_is_sent_again_counts_once_while_its_window_is_open()
    {
        Record(1, atSecond: 1, lasting: 1);

        _meter.Record(Here, Report(1, 1, 1)).ShouldBeFalse();

        Close(100).Single().Invocations.ShouldBe(1);
    }

    [Fact]
    public void An_activation_that_two_sources_tell_of_counts_once_and_moves_both_marks()
    {
        Record(1, atSecond: 1, lasting: 1);
        var told = Report(1, 1, 1) with { Sequence = 40 };
        _meter.Record(There, told).ShouldBeFalse();
        Close(100).Single().Invocations.ShouldBe(1);
        _meter.ReceivedThrough(There).ShouldBe(40);

        _meter.Record(There, told with { Sequence = 41 }).ShouldBeFalse();
        var late = Close(101).Single();

        late.Invocations.ShouldBe(0);
        MarkOf(late, There).Through.ShouldBe(41);
    }

    [Fact]
    public void What_one_source_told_before_a_restart_is_recognized_when_both_send_again()
    {
        Record(1, atSecond: 1, lasting: 1);
        var before = Close(100).Single();

        var restarted = new DemandMeter(WindowLength.OneMinute);
        restarted.Resume(before.Window, before.Counted);
        restarted.Record(Here, Report(1, 1, 1)).ShouldBeFalse();
        restarted.Record(There, Report(1, 1, 1)).ShouldBeFalse();

        restarted.CloseThrough(new WindowIndex(101)).Single().Invocations.ShouldBe(0);
    }

    private void Record(long sequence, double atSecond, double lasting) =>
        _meter.Record(Here, Report(sequence, atSecond, lasting)).ShouldBeTrue();

    private static SequencedInvocation Report(long sequence, double atSecond, double lasting) => new(
        sequence,
        new Invocation(
            new ActivationId((UInt128)sequence), Resize, Start.AddSeconds(atSecond), TimeSpan.Zero, TimeSpan.Zero,
            TimeSpan.FromSeconds(lasting), ActivationStatus.Success, MemorySize.FromMegabytes(256), null));

    private IReadOnlyList<ClosedWindow> Close(long window) => _meter.CloseThrough(new WindowIndex(window));

    private static SourceMark MarkOf(ClosedWindow window, ReportSource source) =>
        window.Counted.Single(mark => mark.Source == source);
}
