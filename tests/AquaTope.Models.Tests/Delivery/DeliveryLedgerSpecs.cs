using AquaTope.Models.Delivery;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Tests.Delivery;

public sealed class DeliveryLedgerSpecs
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20_000);
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");
    private static readonly FunctionId Decode = FunctionId.Parse("guest/decode");
    private static readonly DeliveryOptions Options = new() { MostOutstanding = 10, ParcelSize = 4 };

    private readonly DeliveryLedger _ledger = new(Options);

    [Fact]
    public void Reports_are_sent_in_parcels_that_follow_on_one_another()
    {
        var parcels = Offer(Resize, 3, 5, 6, 7, 9).ToList();

        parcels.Select(parcel => (parcel.After, parcel.Reports.Count)).ShouldBe([(0, 4), (7, 1)]);
        _ledger.Outstanding.ShouldBe(5);
    }

    [Fact]
    public void An_answer_makes_room_for_as_many_as_it_names()
    {
        Offer(Resize, [.. Enumerable.Range(1, 10).Select(number => (long)number)]);
        _ledger.HasRoom.ShouldBeFalse();

        _ledger.Receive(new Receipt(Resize, 0, 4, 0, IsLacking: false), Start);

        _ledger.HasRoom.ShouldBeTrue();
        _ledger.Outstanding.ShouldBe(6);
    }

    [Fact]
    public void A_function_that_lacks_reports_is_sent_them_from_the_log_and_live_ones_only_after_them()
    {
        Offer(Resize, 1, 2);
        Offer(Resize, 3);
        _ledger.Receive(new Receipt(Resize, 0, 0, 0, IsLacking: true), Start);
        _ledger.WantsReading.ShouldBeTrue();
        Offer(Resize, 4).ShouldBeEmpty();

        _ledger.BeginReading().ShouldBe(0);
        var again = _ledger.Read(Log(Resize, 1, 2, 3, 4), 4, Start);

        again.ShouldHaveSingleItem().Reports.Select(report => report.Sequence).ShouldBe([1, 2, 3, 4]);
        _ledger.IsReading.ShouldBeFalse("it has caught up");
        Offer(Resize, 5).ShouldHaveSingleItem().After.ShouldBe(4);
    }

    [Fact]
    public void What_was_read_ahead_of_the_queue_is_not_sent_twice()
    {
        Offer(Resize, 1);
        _ledger.Receive(new Receipt(Resize, 0, 0, 0, IsLacking: true), Start);
        _ledger.BeginReading();
        _ledger.Read(Log(Resize, 1, 2, 3), 3, Start);

        Offer(Resize, 2, 3, 4).ShouldHaveSingleItem().Reports.ShouldHaveSingleItem().Sequence.ShouldBe(4);
    }

    [Fact]
    public void Answers_to_what_was_sent_before_the_last_turn_change_nothing()
    {
        Offer(Resize, 1);
        Offer(Resize, 2);
        _ledger.Receive(new Receipt(Resize, 0, 0, 0, IsLacking: true), Start);
        _ledger.BeginReading();
        var again = _ledger.Read(Log(Resize, 1, 2), 2, Start).ShouldHaveSingleItem();

        _ledger.Receive(new Receipt(Resize, 0, 0, 0, IsLacking: true), Start);

        _ledger.WantsReading.ShouldBeFalse();
        _ledger.Receive(new Receipt(Resize, again.Turn, 2, 0, IsLacking: false), Start);
        _ledger.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void A_function_that_forgot_what_it_had_answered_is_sent_it_again()
    {
        Offer(Resize, 1, 2, 3);
        _ledger.Receive(new Receipt(Resize, 0, 3, 0, IsLacking: false), Start);

        Offer(Resize, 4);
        _ledger.Receive(new Receipt(Resize, 0, 1, 1, IsLacking: false), Start);

        _ledger.BeginReading().ShouldBe(1);
    }

    [Fact]
    public void A_function_that_has_come_back_is_sent_everything_the_log_has_so_that_it_learns_the_ids()
    {
        Offer(Resize, 1, 2, 3);
        _ledger.Receive(new Receipt(Resize, 0, 3, 2, IsLacking: false), Start);

        _ledger.Recovered(Resize);

        _ledger.BeginReading().ShouldBe(0);
    }

    [Fact]
    public void A_function_that_comes_to_life_by_its_first_reports_is_not_sent_them_twice()
    {
        Offer(Resize, 1, 2, 3);

        _ledger.Recovered(Resize);

        _ledger.WantsReading.ShouldBeFalse();
    }

    [Fact]
    public void A_silent_function_makes_room_for_the_others_and_is_asked_ever_more_seldom()
    {
        Offer(Resize, [.. Enumerable.Range(1, 10).Select(number => (long)number)]);
        _ledger.Due(Start.AddSeconds(4.9)).ShouldBeEmpty();

        var question = _ledger.Due(Start.AddSeconds(5)).ShouldHaveSingleItem();
        question.Reports.ShouldBeEmpty();
        _ledger.HasRoom.ShouldBeTrue();
        _ledger.Behind.ShouldBe(1);
        Offer(Decode, 11).ShouldHaveSingleItem();
        Offer(Resize, 12).ShouldBeEmpty();

        int AskedWithin(double from, double to) =>
            Enumerable.Range(0, (int)(to - from)).Sum(second =>
                _ledger.Due(Start.AddSeconds(from + second)).Count(asked => asked.Function == Resize));
        AskedWithin(6, 15).ShouldBe(0);
        AskedWithin(15, 16).ShouldBe(1);
        AskedWithin(16, 35).ShouldBe(0);
        AskedWithin(35, 36).ShouldBe(1);

        _ledger.Receive(new Receipt(Resize, question.Turn, 6, 0, IsLacking: false), Start.AddSeconds(40));
        _ledger.BeginReading().ShouldBe(6);
    }

    [Fact]
    public void Counted_is_not_written_so_the_log_keeps_it_until_the_mark_is_heard_of()
    {
        Offer(Resize, 1, 3);
        Offer(Decode, 2, 4);
        _ledger.Receive(new Receipt(Resize, 0, 3, 0, IsLacking: false), Start);
        _ledger.Receive(new Receipt(Decode, 0, 4, 4, IsLacking: false), Start);
        _ledger.JournaledThrough(_ => true).ShouldBe(0);
        _ledger.JournaledThrough(function => function == Decode).ShouldBe(4, "nobody waits for who is not managed");

        _ledger.Written(Resize, 1);
        _ledger.JournaledThrough(_ => true).ShouldBe(1);
        _ledger.Written(Resize, 3);

        _ledger.JournaledThrough(_ => true).ShouldBe(4);
    }

    [Fact]
    public void A_mark_that_was_not_heard_of_is_asked_for()
    {
        Offer(Resize, 1);
        _ledger.Receive(new Receipt(Resize, 0, 1, 0, IsLacking: false), Start);

        _ledger.Due(Start.AddSeconds(59)).ShouldBeEmpty();
        var question = _ledger.Due(Start.AddSeconds(60)).ShouldHaveSingleItem();
        _ledger.Receive(new Receipt(Resize, question.Turn, 1, 1, IsLacking: false), Start.AddSeconds(60));

        _ledger.JournaledThrough(_ => true).ShouldBe(1);
        _ledger.Due(Start.AddDays(1)).ShouldBeEmpty("nothing is expected of it any more");
    }

    [Fact]
    public void A_mark_is_asked_for_also_after_a_reading_that_found_nothing_to_send()
    {
        Offer(Resize, 1);
        var question = _ledger.Due(Start.AddSeconds(5)).ShouldHaveSingleItem();
        _ledger.Receive(new Receipt(Resize, question.Turn, 1, 0, IsLacking: false), Start.AddSeconds(6));
        _ledger.BeginReading().ShouldBe(1);
        _ledger.Read([], 1, Start.AddSeconds(6)).ShouldBeEmpty();

        _ledger.Due(Start.AddSeconds(66)).ShouldHaveSingleItem().Function.ShouldBe(Resize);
    }

    private IReadOnlyList<Parcel> Offer(FunctionId function, params long[] sequences)
    {
        var parcels = _ledger.Offer(function, [.. sequences.Select(number => Report(function, number))], Start)
            .ToList();
        _ledger.Taken(sequences[^1]);
        return parcels;
    }

    private static IEnumerable<SequencedReport> Log(FunctionId function, params long[] sequences) =>
        sequences.Select(number => new SequencedReport(
            number, new ActivationReport.Ran(Report(function, number).Invocation)));

    private static SequencedInvocation Report(FunctionId function, long sequence) => new(
        sequence,
        new Invocation(
            new ActivationId((UInt128)sequence), function, Start, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(1),
            ActivationStatus.Success, MemorySize.FromMegabytes(256), null));
}
