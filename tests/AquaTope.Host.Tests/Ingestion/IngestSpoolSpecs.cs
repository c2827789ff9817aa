using AquaTope.Host.Ingestion;
using AquaTope.Host.Ingestion.Spooling;
using AquaTope.Models.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AquaTope.Host.Tests.Ingestion;

public sealed class IngestSpoolSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddDays(20_000));

    [Fact]
    public void What_was_appended_is_found_again_with_its_numbers()
    {
        SequencedReport[] written;
        using (var spool = Open())
            written =
            [
                .. Append(spool, Records.Ran(1), Records.Composed(2)),
                .. Append(spool, Records.Ran(3, "guest/p/f"))
            ];

        var found = new List<SequencedReport>();
        using var reopened = Open(found: found);

        found.ShouldBe(written);
        reopened.Retained().ShouldBe(written);
        reopened.Recovered.ShouldBe(3);
        reopened.TornBytes.ShouldBe(0);
        written.Select(report => report.Sequence - written[0].Sequence).ShouldBe([0, 1, 2]);
    }

    [Fact]
    public void Numbers_rise_across_restarts_also_when_everything_was_released()
    {
        long last;
        using (var spool = Open())
        {
            Append(spool, Records.Ran(1));
            last = spool.LastSequence;
        }
        using (var spool = Open())
        {
            spool.ReleaseThrough(last);
            spool.Retained().ShouldBeEmpty();
        }
        using var third = Open();

        Append(third, Records.Ran(2)).Single().Sequence.ShouldBe(last + 1);
    }

    [Fact]
    public void Numbers_rise_even_when_the_folder_is_lost()
    {
        long last;
        using (var spool = Open())
        {
            Append(spool, Records.Ran(1));
            last = spool.LastSequence;
        }
        Directory.Delete(_folder.Path, recursive: true);
        _time.Advance(TimeSpan.FromSeconds(1));
        using var reopened = Open();

        Append(reopened, Records.Ran(2)).Single().Sequence.ShouldBeGreaterThan(last);
    }

    [Fact]
    public void Numbers_rise_when_an_older_copy_of_the_folder_is_put_back()
    {
        var last = 0L;
        using (var spool = Open()) Append(spool, Records.Ran(1));
        var copy = _folder.Files("*").Where(path => !path.EndsWith("in-use", StringComparison.Ordinal))
            .ToDictionary(path => path, File.ReadAllBytes);
        using (var spool = Open())
            for (var id = 2; id < 100; id++)
                last = Append(spool, Records.Ran(id)).Single().Sequence;
        foreach (var file in _folder.Files("*")) File.Delete(file);
        foreach (var (path, bytes) in copy) File.WriteAllBytes(path, bytes);
        _time.Advance(TimeSpan.FromSeconds(1));
        using var reopened = Open();

        Append(reopened, Records.Ran(200)).Single().Sequence.ShouldBeGreaterThan(last);
    }

    [Fact]
    public void A_spool_keeps_its_name_and_another_has_another()
    {
        ReportSource name;
        using (var spool = Open()) name = spool.Source;
        using (var reopened = Open()) reopened.Source.ShouldBe(name);
        using var other = new TemporaryFolder();
        using var second = Open(folder: other.Path);

        second.Source.ShouldNotBe(name);
        name.ShouldNotBe(ReportSource.Unnamed);
    }

    [Fact]
    public void A_spool_from_before_names_goes_on_without_one()
    {
        IReadOnlyList<SequencedReport> written;
        using (var spool = Open()) written = Append(spool, Records.Ran(1));
        File.Delete(_folder.Files("source").Single());

        using (var upgraded = Open()) upgraded.Source.ShouldBe(ReportSource.Unnamed);
        using var again = Open();

        again.Source.ShouldBe(ReportSource.Unnamed, "it stays so");
        again.Retained().ShouldBe(written);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../elsewhere")]
    public void A_name_that_is_none_stops_the_node_with_a_remedy(string written)
    {
        using (Open())
        {
        }
        var file = _folder.Files("source").Single();
        File.WriteAllText(file, written);

        Should.Throw<IOException>(() => Open()).Message.ShouldContain(file);
    }

    [Fact]
    public void A_torn_record_is_cut_off_at_any_byte_and_those_before_it_are_kept()
    {
        using (var spool = Open()) Append(spool, Records.Ran(1), Records.Ran(2));
        var segment = _folder.Files("*.spool").ShouldHaveSingleItem();
        var whole = File.ReadAllBytes(segment);
        using (var spool = Open()) spool.ReleaseThrough(long.MaxValue);
        var firstEnd = 8 + (whole.Length - 8) / 2;

        for (var length = firstEnd; length < whole.Length; length++)
        {
            foreach (var file in _folder.Files("*.spool")) File.Delete(file);
            File.WriteAllBytes(segment, whole[..length]);
            using var spool = Open();
            spool.Recovered.ShouldBe(1);
            spool.TornBytes.ShouldBe(length - firstEnd);
            new FileInfo(segment).Length.ShouldBe(firstEnd);
        }
    }

    [Fact]
    public void A_harmed_record_is_told_by_its_checksum()
    {
        using (var spool = Open()) Append(spool, Records.Ran(1));
        var segment = _folder.Files("*.spool").ShouldHaveSingleItem();
        var whole = File.ReadAllBytes(segment);

        for (var at = 8; at < whole.Length; at++)
        {
            foreach (var file in _folder.Files("*.spool")) File.Delete(file);
            var harmed = whole.ToArray();
            harmed[at] ^= 0x10;
            File.WriteAllBytes(segment, harmed);
            using var spool = Open();
            spool.Recovered.ShouldBe(0);
        }
    }

    [Fact]
    public void A_full_segment_is_closed_and_deleted_once_released()
    {
        using var spool = Open(segmentBytes: 4096);
        var reports = Enumerable.Range(1, 100).SelectMany(id => Append(spool, Records.Ran(id))).ToArray();
        var segments = _folder.Files("*.spool").ToArray();
        segments.Length.ShouldBeGreaterThan(2);

        spool.ReleaseThrough(reports[^1].Sequence - 99);
        _folder.Files("*.spool").ShouldBe(segments);

        spool.ReleaseThrough(reports[^1].Sequence);
        _folder.Files("*.spool").ShouldBe([segments[^1]]);
    }

    [Fact]
    public void An_old_segment_is_closed_by_the_next_report()
    {
        using var spool = Open();
        Append(spool, Records.Ran(1));
        _time.Advance(TimeSpan.FromMinutes(10));
        Append(spool, Records.Ran(2));

        _folder.Files("*.spool").Count().ShouldBe(2);
    }

    [Fact]
    public void A_disk_that_refuses_is_a_failure_that_loses_nothing_before_it()
    {
        using var spool = Open();
        Append(spool, Records.Ran(1));
        Directory.Delete(_folder.Path, recursive: true);
        _time.Advance(TimeSpan.FromMinutes(10));

        spool.Append([Records.Ran(2)]).ShouldBeOfType<SpoolAppend.Failed>().Reason.ShouldNotBeEmpty();

        Directory.CreateDirectory(_folder.Path);
        Append(spool, Records.Ran(2)).ShouldHaveSingleItem();
    }

    [Fact]
    public void Beyond_its_size_it_refuses_until_something_is_released()
    {
        using var spool = Open(segmentBytes: 4096, spoolBytes: 8192);
        var last = 0L;
        var id = 0;
        while (spool.Append([Records.Ran(++id)]) is SpoolAppend.Written(var written)) last = written[0].Sequence;

        spool.ReleaseThrough(last);

        spool.Append([Records.Ran(id)]).ShouldBeOfType<SpoolAppend.Written>();
    }

    [Fact]
    public void Two_processes_cannot_share_a_folder()
    {
        using var spool = Open();
        Should.Throw<IOException>(() => Open());
    }

    public void Dispose() => _folder.Dispose();

    private IngestSpool Open(
        List<SequencedReport>? found = null, int segmentBytes = 1 << 20, long spoolBytes = 1 << 24,
        string? folder = null) =>
        IngestSpool.Open(
            new IngestOptions
            {
                SpoolDirectory = folder ?? _folder.Path, SegmentBytes = segmentBytes, SpoolBytes = spoolBytes
            },
            _time, NullLogger<IngestSpool>.Instance, report => found?.Add(report));

    private static IReadOnlyList<SequencedReport> Append(IngestSpool spool, params ActivationReport[] reports) =>
        spool.Append(reports).ShouldBeOfType<SpoolAppend.Written>().Reports;
}
