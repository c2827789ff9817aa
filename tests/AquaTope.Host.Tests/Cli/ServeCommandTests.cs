using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AquaTope.Host.Cli;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Configuration;
using AquaTope.Host.Emulation;
using AquaTope.Host.Tests.Dashboard;

namespace AquaTope.Host.Tests.Cli;

public sealed class ServeCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-serve-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("""{"Wndow":{}}""", "there is no setting 'Wndow', did you mean 'Window'")]
    [InlineData("""{"Window":{"Second":5}}""", "there is no setting 'Window:Second', did you mean 'Seconds'")]
    [InlineData("""{"Window":{"Seconds":"abc"}}""", "Window:Seconds is 'abc'; it takes a whole number")]
    [InlineData("""{"Window":{"Seconds":0}}""", "Window:Seconds is 0; it must lie between 1 and 86400")]
    [InlineData("""{"Http":{"Address":"here"}}""", "Http:Address is here; it must be an IP address")]
    [InlineData("""{"Mode":"canry"}""", "Mode is 'canry'; it takes Observe, Recommend, Canary or Enforce")]
    [InlineData("""{"Mode":7}""", "Mode is '7'; it takes Observe, Recommend, Canary or Enforce")]
    [InlineData("""{"Mode":["Observe"]}""",
        "Mode is an object or a list; it takes Observe, Recommend, Canary or Enforce")]
    [InlineData("""{"Http":8080}""", "Http is a single value; it takes an object of settings")]
    [InlineData("""{"Http":{"Port":1e3}}""", "Http:Port is '1e3'; it takes a whole number")]
    [InlineData("""{"Ingest":{"Fsync":"yes"}}""", "Ingest:Fsync is 'yes'; it takes true or false")]
    [InlineData("""{"Study":{"RetryAfter":"60"}}""", "Study:RetryAfter is '60'; it takes a duration, hh:mm:ss")]
    [InlineData("""{"Guards":{"Functions":{"guest/a":{"MaximumMemory":512}}}}""",
        "there is no setting 'Guards:Functions:guest/a:MaximumMemory', did you mean 'MaximumMemoryMb'")]
    [InlineData("""{"Guards":{"Namespaces":{"guest":"1 GB"}}}""",
        "Guards:Namespaces:guest is '1 GB'; it takes a whole number")]
    [InlineData("""{"Guards":{"Namespaces":4096}}""",
        "Guards:Namespaces is a single value; it takes an object by name")]
    [InlineData("""{"Cluster":{"SeedNodes":"node-1:4053"}}""",
        "Cluster:SeedNodes is a single value; it takes a list, such as [ … ], by the environment AQUATOPE__CLUSTER__")]
    [InlineData("""{"OpenWhisk":{"Invokers":[{"Endpoint":"http://10.0.0.1","Usr":"me"}]}}""",
        "there is no setting 'OpenWhisk:Invokers:0:Usr', did you mean 'User'")]
    [InlineData("""{"Range":{"MinimumCores":7}}""",
        "Range (MinimumCores, MaximumCores, CoreStep): 7 cores to 6 cores is no range")]
    [InlineData("""{"OpenWhisk":{"Endpoint":"https://openwhisk.example.org/api/v1","Auth":"a:b"}}""",
        "OpenWhisk:Endpoint is https://openwhisk.example.org/api/v1; it must be the API host alone, without /api/v1")]
    [InlineData("""{"Cluster":{"SeedNodes":["node-1"]}}""", "Cluster:SeedNodes holds 'node-1'; an entry has the form host:port")]
    [InlineData("""{"Cluster":{"SeedNodes":["node-1:4053"]}}""", "nodes must share a journal; set Database")]
    [InlineData("""{"Cluster":{"Port":4053,"SeedNodes":["127.0.0.1:4053","127.0.0.1:4054"]}}""", "names another node, 127.0.0.1:4054")]
    [InlineData("""{"Cluster":{"Roles":["pol"]}}""",
        "Cluster:Roles holds 'pol', did you mean 'pools'; it takes some of ingest, pools, control, or none")]
    [InlineData("""{"Cluster":{"Roles":["control","metronome"]}}""",
        "Cluster:Roles holds 'metronome'; it takes some of ingest, pools, control, or none")]
    [InlineData("""{"Cluster":{"Hostname":"node 1"}}""", "Cluster:Hostname is node 1; it must be a DNS name or an IP address")]
    [InlineData("{\n  \"Mode\" \"Observe\"\n}", "line 2, byte 10: this is no JSON")]
    [InlineData("[]", "it takes one JSON object of settings")]
    [InlineData("", "line 1, byte 1: this is no JSON")]
    public async Task A_wrong_setting_is_named_in_one_line(string content, string problem)
    {
        var path = Path.Combine(_folder.FullName, "aquatope.json");
        await File.WriteAllTextAsync(path, content);

        var run = await ServeAsync(_folder.FullName, "--config", path);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.ShouldHaveSingleItem().ShouldContain(problem);
    }

    [Theory]
    [InlineData("""{"Cluster":{"SeedNodes":[],"Roles":[]},"Guards":{"Functions":{}},"Http":{}}""")]
    [InlineData("""{"Mode":"observe","Study":{"RetryAfter":"00:00:07"}}""")]
    [InlineData("""{"Guards":{"Functions":{"guest/a":{"MinimumCores":0.5}}}}""")]
    [InlineData("""{"Database":null,"Pool":{"Headroom":9e-1}}""")]
    [InlineData("""
        {"OpenWhisk":{"Endpoint":"https://a.b","Auth":"a:b",
                      "Invokers":[{"Endpoint":"http://c","User":"d","Password":"e"}]}}
        """)]
    public async Task What_fits_is_taken(string content)
    {
        var path = Path.Combine(_folder.FullName, "aquatope.json");
        await File.WriteAllTextAsync(path, content);

        ConfigurationFile.Checked(ConfigurationFile.Read(path)).Problems().ShouldBeEmpty();
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
    public async Task A_role_that_does_not_exist_is_refused()
    {
        var run = await ServeAsync(_folder.FullName, "--roles", "pools,contrl");

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.ShouldBe(
        [
            "aquatope serve: Cluster:Roles holds 'contrl', did you mean 'control'; " +
            "it takes some of ingest, pools, control, or none for all of them"
        ]);
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

    [Fact]
    public async Task The_emulated_platform_runs_whatever_a_study_may_try()
    {
        await using var platform = await EmulatedPlatform.StartAsync(
            ServeCommand.EmulatorFor(seed: 1) with { Port = 0 }, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = platform.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(EmulatorOptions.GuestKey)));
        using var largest = new StringContent(
            $$$"""
            {"exec":{"kind":"nodejs:20","code":"function main() {}"},
             "limits":{"memory":{{{new RangeSection().MaximumMemoryMb}}}}}
            """,
            Encoding.UTF8, "application/json");

        (await http.PutAsync("/api/v1/namespaces/_/actions/large", largest)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var run = await http.PostAsync("/api/v1/namespaces/_/actions/large?blocking=true", content: null);

        run.StatusCode.ShouldBe(HttpStatusCode.OK, await run.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task One_that_is_terminated_while_it_starts_has_ended_in_good_order()
    {
        using var terminated = new StopRequest();
        using var interrupted = new StopRequest();
        terminated.Terminate();
        interrupted.Interrupt();
        string[] arguments = ["serve", "--emulator", "--port", "0", "--data", _folder.FullName];

        (await CommandLineRun.OfAsync(arguments, verbs: null, terminated)).Code.ShouldBe(ExitCode.Done);
        (await CommandLineRun.OfAsync(arguments, verbs: null, interrupted)).Code.ShouldBe(ExitCode.Interrupted);
    }

    private static Task<CommandLineRun> ServeAsync(string data, params string[] options) =>
        CommandLineRun.OfAsync(["serve", "--emulator", "--data", data, .. options]);
}
