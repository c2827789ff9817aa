using Akka.Actor;
using Akka.TestKit;
using AquaTope.Actors.Delivery;
using AquaTope.Models.Delivery;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Testing;
using static AquaTope.Actors.Delivery.DeliveryProtocol;
using static AquaTope.Actors.Functions.FunctionProtocol;

namespace AquaTope.Actors.Tests.Delivery;

public sealed class DeliveryActorSpecs : ActorSpec
{
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");
    private static readonly ReportSource Here = new("here");

    private readonly ListedReports _log = new(Here);
    private readonly TestProbe _functions;
    private readonly IActorRef _delivery;

    public DeliveryActorSpecs()
    {
        _functions = CreateTestProbe();
        _delivery = Sys.ActorOf(DeliveryActor.Props(
            _log, new DeliveryOptions { MostOutstanding = 4, KeepFor = TimeSpan.FromSeconds(10) }, Time, _functions,
            _ => true));
    }

    [Fact]
    public void Reports_go_to_their_function_and_more_are_taken_at_once_while_there_is_room()
    {
        Accept(1, 2);

        var sent = _functions.ExpectMsg<RecordInvocations>();
        (sent.Function, sent.Source, sent.After, sent.Reports.Count).ShouldBe((Resize, Here, 0, 2));
        ExpectMsg<Taken>();
    }

    [Fact]
    public void A_function_that_does_not_keep_up_holds_back_whoever_hands_over()
    {
        Accept(1, 2, 3, 4);
        _functions.ExpectMsg<RecordInvocations>();
        ExpectNoMsg(TimeSpan.Zero);

        Answer(received: 4);

        ExpectMsg<Taken>();
    }

    [Fact]
    public void A_function_that_is_gone_holds_nobody_back_for_longer_than_its_patience()
    {
        Accept(1, 2, 3, 4);
        _functions.ExpectMsg<RecordInvocations>();

        Time.Advance(TimeSpan.FromSeconds(5));

        ExpectMsg<Taken>();
        _functions.ExpectMsg<RecordInvocations>().Reports.ShouldBeEmpty("it is only asked");
    }

    [Fact]
    public void What_a_function_lacks_is_read_from_the_log()
    {
        Accept(1, 2);
        var lost = _functions.ExpectMsg<RecordInvocations>();
        ExpectMsg<Taken>();
        Accept(3);
        _functions.ExpectMsg<RecordInvocations>().After.ShouldBe(2);
        ExpectMsg<Taken>();

        Answer(received: 0, isLacking: true);

        var again = _functions.ExpectMsg<RecordInvocations>();
        again.Reports.Select(report => report.Sequence).ShouldBe([1, 2, 3]);
        again.Turn.ShouldBeGreaterThan(lost.Turn);
    }

    [Fact]
    public void A_function_that_has_come_back_is_sent_everything_again()
    {
        Accept(1, 2);
        _functions.ExpectMsg<RecordInvocations>();
        Answer(received: 2);
        ExpectMsg<Taken>();

        _delivery.Tell(new MarksAnnounced([new MarksMoved(Resize, [], HasRecovered: true)]));

        _functions.ExpectMsg<RecordInvocations>().Reports.Select(report => report.Sequence).ShouldBe([1, 2]);
    }

    [Fact]
    public void A_log_that_cannot_be_read_is_tried_again_and_holds_nobody_back()
    {
        Accept(1, 2);
        _functions.ExpectMsg<RecordInvocations>();
        ExpectMsg<Taken>();
        _log.IsUnreadable = true;
        EventFilter.Warning(contains: "cannot be read").ExpectOne(() => Answer(received: 0, isLacking: true));
        Accept(3);
        ExpectMsg<Taken>();
        _functions.ExpectNoMsg(TimeSpan.Zero);

        _log.IsUnreadable = false;
        Time.Advance(TimeSpan.FromSeconds(1));

        _functions.ExpectMsg<RecordInvocations>().Reports.Select(report => report.Sequence).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void What_is_in_the_journal_is_released_once_nobody_repeats_it_any_more()
    {
        Accept(1, 2);
        _functions.ExpectMsg<RecordInvocations>();
        Answer(received: 2);
        ExpectMsg<Taken>();
        Advance(seconds: 15);
        _log.ReleasedThrough.ShouldBe(0);

        _delivery.Tell(new MarksAnnounced([new MarksMoved(Resize, [new SourceReach(Here, 2)], HasRecovered: false)]));
        Advance(seconds: 1);

        _log.ReleasedThrough.ShouldBe(2);
    }

    [Fact]
    public void Whoever_hands_over_learns_that_the_delivery_has_stopped()
    {
        Accept(1, 2, 3, 4);
        _functions.ExpectMsg<RecordInvocations>();

        Sys.Stop(_delivery);

        ExpectMsg<Status.Failure>();
    }

    [Fact]
    public void A_delivery_that_begins_anew_reads_all_of_the_log_and_releases_nothing_before()
    {
        Accept(1, 2);
        ExpectMsg<Taken>();
        _functions.ExpectMsg<RecordInvocations>();
        EventFilter.Exception<NullReferenceException>().ExpectOne(() => _delivery.Tell(
            new Deliver([new FunctionReports(Resize, null!)], 3), TestActor));
        ExpectMsg<Taken>(hint: "whoever hands over goes on: what he had is in the log");

        Accept(3);
        ExpectMsg<Taken>();
        _functions.ExpectNoMsg(TimeSpan.Zero);
        Advance(seconds: 1);

        var sent = _functions.ExpectMsg<RecordInvocations>();
        sent.After.ShouldBe(0);
        sent.Reports.Select(report => report.Sequence).ShouldBe([1, 2, 3]);
        Advance(seconds: 15);
        _log.ReleasedThrough.ShouldBe(0, "nothing is known to be in the journal");
        Answer(received: 3, journaled: 3);
        Advance(seconds: 1);
        _log.ReleasedThrough.ShouldBe(3);
    }

    private void Accept(params long[] numbers)
    {
        SequencedInvocation[] reports = [.. numbers.Select(Report)];
        _log.Append([.. reports.Select(report =>
            new SequencedReport(report.Sequence, new ActivationReport.Ran(report.Invocation)))]);
        _delivery.Tell(new Deliver([new FunctionReports(Resize, reports)], numbers[^1]), TestActor);
    }

    private void Answer(long received, bool isLacking = false, long journaled = 0) =>
        _delivery.Tell(new InvocationsReceived(Resize, Here, 0, received, journaled, isLacking));

    // Each tick is answered before the clock goes on.
    private void Advance(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            _delivery.Tell(new GetDelivery(), TestActor);
            ExpectMsg<DeliveryStatus>();
        }
    }

    private static SequencedInvocation Report(long sequence) => new(
        sequence,
        new Invocation(
            new ActivationId((UInt128)sequence), Resize, DateTimeOffset.UnixEpoch, TimeSpan.Zero, TimeSpan.Zero,
            TimeSpan.FromSeconds(2), ActivationStatus.Success, MemorySize.FromMegabytes(256), null));
}
