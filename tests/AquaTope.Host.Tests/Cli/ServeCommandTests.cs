using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Tests.Dashboard;

namespace AquaTope.Host.Tests.Cli;

public sealed class ServeCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-serve-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("""{"Wndow":{}}""", "there is no setting 'Wndow', did you mean 'Window'")]
    [InlineData("""{"Window":{"Second":5}}""", "there is no setting 'Window:Second', did you mean 'Seconds'")]
    [InlineData("""{"Window":{"Seconds":"abc"}}""", "'Window:Seconds'")]
    [InlineData("""{"Window":{"Seconds":0}}""", "Window:Seconds is 0; it must lie between 1 and 86400")]
    [InlineData("""{"Http":{"Address":"here"}}""", "Http:Address is here; it must be an IP address")]
    [InlineData("""{"Mode":"canry"}""", "'Mode'")]
    [InlineData("""{"Cluster":{"SeedNodes":["node-1"]}}""", "Cluster:SeedNodes holds 'node-1'; an entry has the form host:port")]
    [InlineData("""{"Cluster":{"SeedNodes":["node-1:4053"]}}""", "nodes must share a journal; set Database")]
    [InlineData("""{"Cluster":{"Port":4053,"SeedNodes":["127.0.0.1:4053","127.0.0.1:4054"]}}""", "names another node, 127.0.0.1:4054")]
    [InlineData("""{"Cluster":{"Hostname":"node 1"}}""", "Cluster:Hostname is node 1; it must be a DNS name or an IP address")]
    [InlineData("{", "--config '")]
    public async Task A_wrong_setting_is_named_in_one_line(string content, string problem)
    {
        var path = Path.Combine(_folder.FullName, "aquatope.json");
        await File.WriteAllTextAsync(path, content);

        var run = await ServeAsync(_folder.FullName, "--config", path);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.ShouldHaveSingleItem().ShouldContain(problem);
    }

    [Fact]
    public async Task A_mode_that_does_not_exist_is_refused()
    {
        var run = await ServeAsync(_folder.FullName, "--mode", "canry");

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.ShouldBe(
            ["aquatope serve: --mode is 'canry'; it takes observe, recommend, canary or enforce"]);
    }

    [Fact]
    public async Task A_port_in_use_fails_the_run()
    {
        await using var node = await NodeUnderTest.StartAsync();

        var run = await ServeAsync(_folder.FullName, "--port", $"{node.Address.Port}");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Complaints.ShouldHaveSingleItem()
            .ShouldContain($"Http:Port {node.Address.Port} on 127.0.0.1 cannot be bound");
    }

    [Fact]
    public async Task A_data_directory_in_use_by_another_node_fails_the_run()
    {
        await using var node = await NodeUnderTest.StartAsync();

        var run = await ServeAsync(node.DataDirectory, "--port", "0");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Complaints.ShouldHaveSingleItem().ShouldContain("spool is in use by another node");
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_written_fails_the_run()
    {
        var file = Path.Combine(_folder.FullName, "file");
        await File.WriteAllTextAsync(file, "");

        var run = await ServeAsync(Path.Combine(file, "data"), "--port", "0");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Complaints.ShouldHaveSingleItem().ShouldContain("cannot be written");
    }

    private static Task<CommandLineRun> ServeAsync(string data, params string[] options) =>
        CommandLineRun.OfAsync(["serve", "--emulator", "--data", data, .. options]);
}
