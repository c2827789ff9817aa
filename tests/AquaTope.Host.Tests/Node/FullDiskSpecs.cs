using System.Net;
using AquaTope.Host.Cli;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Tests.Cli;
using AquaTope.Host.Tests.Ingestion;
using AquaTope.Host.Tests.OpenWhisk;

namespace AquaTope.Host.Tests.Node;

public sealed class FullDiskSpecs
{
    private const string First = """{"name":"thumbnails","functions":["resize"],"params":{},"qos":60}""";
    private const string Second = """{"name":"alerts","functions":["notify"],"params":{},"qos":60}""";

    [SkippableFact]
    public async Task A_node_whose_disk_is_full_refuses_what_it_cannot_keep_and_comes_back_by_itself()
    {
        using var folder = new TemporaryFolder();
        await using var disk = await SmallDisk.MountAsync(Path.Combine(folder.Path, "data"));
        await using var platform = await ManagedPlatform.StartAsync("resize", "notify");
        var site = await NodeSite.CreateAsync(folder.Path, platform.BaseAddress);
        using var load = new ActivationLoad(1, ["resize"], firstId: 0, pace: TimeSpan.FromMilliseconds(20));
        await using var node = await site.StartNodeAsync();
        await node.ReadyAsync();
        await node.RegisterAsync(First);
        load.SendTo(node.Client.BaseAddress!);
        load.Start(senders: 2);
        await load.AnsweredAsync(20);

        // The node itself gives room back, a released segment of its spool for one, and that is taken as well.
        await node.EventuallyAsync("say that its journal cannot be written", async () =>
        {
            disk.Fill();
            var (_, text) = await node.ReadinessAsync();
            return text.Contains("The journal cannot be written", StringComparison.Ordinal);
        });
        (await node.PostAsync("/hooks/workflows", Second)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await load.RefusedAsync();
        foreach (var path in new[] { "/api/workflows", "/api/functions", "/api/cluster", "/healthz/live" })
            (await node.Client.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);

        disk.MakeRoom();

        await node.ReadyAsync();
        await node.EventuallyAsync("register again", async () =>
            (await node.PostAsync("/hooks/workflows", Second)).Status == HttpStatusCode.Accepted);
        await node.CountsOnAsync("guest/resize");
        await load.FinishAsync();
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(2 * 1024 * 1024)]
    public async Task A_node_that_would_start_on_a_full_disk_fails_and_says_what_to_do(int left)
    {
        using var folder = new TemporaryFolder();
        await using var disk = await SmallDisk.MountAsync(Path.Combine(folder.Path, "data"));
        var data = Path.Combine(folder.Path, "data");
        disk.Fill(left);

        var run = await CommandLineRun.OfAsync("serve", "--emulator", "--port", "0", "--data", data);

        run.Code.ShouldBe(ExitCode.Failed);
        var line = run.Complaints.ShouldHaveSingleItem();
        line.ShouldStartWith($"aquatope serve: {data} cannot be written: No space left on device");
        line.ShouldContain("make room there (4 MiB at least)");
        Directory.GetFileSystemEntries(data).ShouldHaveSingleItem("the filler alone");
        disk.MakeRoom();
        MachineChecks.DataDirectory(data).Outcome.ShouldBe(FindingOutcome.Ok);
    }

    /// <summary>A file system of 24 MiB in memory.</summary>
    private sealed class SmallDisk : IAsyncDisposable
    {
        private readonly string _folder;

        private SmallDisk(string folder) => _folder = folder;

        private string Filler => Path.Combine(_folder, "filler");

        public static async Task<SmallDisk> MountAsync(string folder)
        {
            Skip.IfNot(Environment.IsPrivilegedProcess, "A file system can only be mounted by root.");
            Directory.CreateDirectory(folder);
            var run = await RunAsync("mount", "-t", "tmpfs", "-o", "size=24m", "aquatope", folder);
            Skip.If(run.ExitCode != 0, $"A file system could not be mounted: {run.Errors}");
            return new SmallDisk(folder);
        }

        /// <summary>Takes what room is left, but for so many bytes.</summary>
        public void Fill(int left = 0)
        {
            using var file = File.OpenHandle(Filler, FileMode.OpenOrCreate, FileAccess.Write);
            var length = RandomAccess.GetLength(file);
            foreach (var size in new[] { 1024 * 1024, 4096 })
                try
                {
                    for (var block = new byte[size]; ; length += size) RandomAccess.Write(file, block, length);
                }
                catch (IOException)
                {
                    // Nothing of this size fits any more.
                }
            if (left > 0) RandomAccess.SetLength(file, length - left);
        }

        public void MakeRoom() => File.Delete(Filler);

        public async ValueTask DisposeAsync() => await RunAsync("umount", "-l", _folder);

        private static Task<CommandRun> RunAsync(string program, params string[] arguments) =>
            CommandRun.OfAsync(program, arguments, new Dictionary<string, string>());
    }
}
