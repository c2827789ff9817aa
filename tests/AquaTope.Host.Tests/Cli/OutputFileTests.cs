using System.IO.Pipes;
using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Tests.Cli;

public sealed class OutputFileTests : IDisposable
{
    private const string Trace = "HashApp,AverageMemMB,0,1,2,3\na,1024,2,0,3,1\nb,512,0,1,1,0\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-output-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_that_is_there_is_replaced_and_nothing_is_left_beside_it()
    {
        var path = Path.Combine(_folder.FullName, "result.json");
        await File.WriteAllTextAsync(path, "a longer text than the new one");

        await WriteAsync(path, "new");

        (await File.ReadAllTextAsync(path)).ShouldBe("new");
        _folder.GetFileSystemInfos().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("/sys/result.json", "but nothing can be written in '/sys': ")]
    [InlineData("/nowhere/result.json", "but there is no folder '/nowhere'; create it first")]
    [InlineData("/sys", "a folder; it takes a file name")]
    public void A_place_where_nothing_can_be_written_is_refused_before_the_work(string path, string refusal) =>
        Should.Throw<UsageException>(() => OutputFile.Check("--json", path)).Message.ShouldContain(refusal);

    [Fact]
    public async Task What_a_link_leads_to_is_written_and_the_link_stays()
    {
        var (target, link) = (Path.Combine(_folder.FullName, "target"), Path.Combine(_folder.FullName, "link"));
        File.CreateSymbolicLink(link, target);

        await WriteAsync(link, "new");

        (await File.ReadAllTextAsync(target)).ShouldBe("new");
        new FileInfo(link).LinkTarget.ShouldBe(target);
    }

    // By a link, so that a device would survive where it is not recognized.
    [Fact]
    public async Task A_device_is_written_to_and_not_replaced()
    {
        foreach (var device in new[] { "full", "null" })
            File.CreateSymbolicLink(Path.Combine(_folder.FullName, device), $"/dev/{device}");

        await WriteAsync(Path.Combine(_folder.FullName, "null"), "new");
        await Should.ThrowAsync<IOException>(() => WriteAsync(Path.Combine(_folder.FullName, "full"), "new"));

        _folder.GetFileSystemInfos().ShouldAllBe(file => file.LinkTarget != null);
    }

    [Fact]
    public async Task A_result_never_takes_the_place_of_what_it_was_made_from()
    {
        var trace = At("trace.csv");
        await File.WriteAllTextAsync(trace, Trace);
        var link = At("link.csv");
        File.CreateSymbolicLink(link, trace);
        var around = Path.Combine(_folder.FullName, ".", "trace.csv");

        await Refused("--json is", "the file that --trace names", "simulate", "--json", trace);
        await Refused("--json is", "the file that --trace names", "simulate", "--json", link);
        await Refused("--per-app is", "the file that --trace names", "simulate", "--per-app", around);
        await Refused("--per-series is", "the file that --trace names", "forecast", "--per-series", trace);
        await Refused("--json is", "the file that --trace names", "train", "--json", trace, "--out", At("model"));
        await Refused(
            "--json is", "the file that --trace names", "load", "--json", trace, "--target", "http://127.0.0.1:1");
        (await File.ReadAllTextAsync(trace)).ShouldBe(Trace);

        async Task Refused(string option, string why, string verb, params string[] options)
        {
            var run = await CommandLineRun.OfAsync([verb, "--trace", trace, .. options]);
            run.Code.ShouldBe(ExitCode.Usage);
            var complaint = run.Complaints.ShouldHaveSingleItem();
            complaint.ShouldContain(option);
            complaint.ShouldContain(why);
        }
    }

    [Fact]
    public async Task Two_results_have_two_files()
    {
        var trace = At("trace.csv");
        await File.WriteAllTextAsync(trace, Trace);

        var run = await CommandLineRun.OfAsync(
            "simulate", "--trace", trace, "--policies", "oracle", "--per-app", At("x.csv"), "--json", At("x.csv"));

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.ShouldHaveSingleItem().ShouldContain("the file that --per-app names; give a file of its own");
        File.Exists(At("x.csv")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stream_of_the_shell_is_written_to_and_not_replaced()
    {
        var trace = At("trace.csv");
        await File.WriteAllTextAsync(trace, Trace);
        using var reading = new AnonymousPipeServerStream(PipeDirection.In);
        var stream = $"/dev/fd/{reading.ClientSafePipeHandle.DangerousGetHandle()}";

        var document = JsonDocument.ParseAsync(reading);
        var run = await CommandLineRun.OfAsync("simulate", "--trace", trace, "--policies", "oracle", "--json", stream);
        reading.DisposeLocalCopyOfClientHandle();

        run.Error.ShouldBeEmpty();
        run.Code.ShouldBe(ExitCode.Done);
        using var read = await document;
        read.RootElement.GetProperty("apps").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task What_could_not_be_written_whole_leaves_nothing_behind()
    {
        await Should.ThrowAsync<IOException>(() => OutputFile.WriteAsync(
            At("result.csv"),
            async writer =>
            {
                await writer.WriteAsync("half");
                throw new IOException("No space left on device");
            },
            CancellationToken.None));

        _folder.GetFiles().ShouldBeEmpty();
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private static Task WriteAsync(string path, string text) =>
        OutputFile.WriteAsync(path, writer => writer.WriteAsync(text), CancellationToken.None);
}
