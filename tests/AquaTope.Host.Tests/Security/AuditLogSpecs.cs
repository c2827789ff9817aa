using System.Text.Json;
using AquaTope.Host.Security.Audit;
using AquaTope.Host.Tests.Ingestion;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AquaTope.Host.Tests.Security;

public sealed class AuditLogSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_record_is_one_line_of_JSON_whatever_stands_in_it()
    {
        using (var audit = Open()) audit.Write(Entry("two\nlines \" and <more>"));

        var line = File.ReadAllLines(_folder.Files("*").Single()).ShouldHaveSingleItem();
        var record = JsonElement.Parse(line);
        record.GetProperty("subject").GetString().ShouldBe("two\nlines \" and <more>");
        record.GetProperty("at").GetDateTimeOffset().ShouldBe(new FakeTimeProvider().GetUtcNow());
        record.GetProperty("outcome").GetString().ShouldBe("done");
    }

    [Fact]
    public void Numbers_go_on_after_a_restart_and_nothing_is_overwritten()
    {
        using (var first = Open()) first.Write(Entry("a"));
        using (var second = Open())
        {
            second.Write(Entry("b"));
            second.After(0, 10).Select(record => (record.Id, record.Subject)).ShouldBe([(1, "a"), (2, "b")]);
        }

        File.ReadAllLines(_folder.Files("*").Single()).Length.ShouldBe(2);
    }

    [Fact]
    public void A_line_that_a_power_cut_has_torn_costs_nothing_but_itself()
    {
        using (var first = Open()) first.Write(Entry("a"));
        File.AppendAllText(_folder.Files("*").Single(), """{"id":2,"at":"2024-""");

        using (var second = Open()) second.Write(Entry("b"));

        using var third = Open();
        third.After(0, 10).Select(record => record.Subject).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Files_are_closed_at_their_size_and_the_oldest_go()
    {
        using (var audit = Open(
               new AuditOptions { Directory = _folder.Path, FileBytes = 4096, Files = 3, Fsync = false }))
            for (var i = 0; i < 200; i++) audit.Write(Entry(new string('x', 100)));

        var files = _folder.Files("*").ToList();
        files.Count.ShouldBe(3);
        files.ShouldAllBe(file => new FileInfo(file).Length < 4096 + 512);
        Path.GetFileName(files[0]).ShouldNotBe("audit-000000000001.jsonl");
        var ids = files.SelectMany(File.ReadLines).Select(line => JsonElement.Parse(line).GetProperty("id").GetInt64())
            .ToList();
        ids.ShouldBe(Enumerable.Range(0, ids.Count).Select(i => 200L - ids.Count + 1 + i), "the latest, without a gap");
        Path.GetFileName(files[^1])
            .ShouldContain($"{JsonElement.Parse(File.ReadLines(files[^1]).First()).GetProperty("id").GetInt64():d12}");
    }

    [Fact]
    public void A_folder_that_is_gone_stops_changes_until_it_is_back()
    {
        using var audit = Open(new AuditOptions { Directory = _folder.Path, FileBytes = 4096 });
        while (new FileInfo(_folder.Files("*").Single()).Length < 4096) audit.Write(Entry(new string('x', 200)));
        Directory.Delete(_folder.Path, recursive: true);

        audit.Write(Entry("lost"));
        audit.IsWritable.ShouldBeFalse();

        Directory.CreateDirectory(_folder.Path);
        audit.IsWritable.ShouldBeTrue();
        audit.Write(Entry("kept"));
        File.ReadAllText(_folder.Files("*").Single()).ShouldContain("kept");
    }

    private static AuditEntry Entry(string subject) =>
        new("ci", "register-workflow", subject, "127.0.0.1", AuditOutcome.Done, 202, null);

    private AuditLog Open(AuditOptions? options = null) => new(
        options ?? new AuditOptions { Directory = _folder.Path }, new FakeTimeProvider(),
        NullLogger<AuditLog>.Instance);
}
