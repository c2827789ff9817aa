using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Emulation;
using AquaTope.Host.Tests.Dashboard;
using AquaTope.Host.Tests.OpenWhisk;
using Microsoft.AspNetCore.Http;

namespace AquaTope.Host.Tests.Cli;

public sealed class NodeVerbsTests : IDisposable
{
    // Nobody listens there: the port is reserved.
    private const string Nobody = "http://127.0.0.1:1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-verbs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_workflow_is_registered_once_and_replaced_only_when_asked()
    {
        await using var node = await NodeUnderTest.StartAsync();
        await node.DeployAsync("resize");
        var first = Write("""{"name":"images","functions":["resize"],"qos":1.5}""");
        var other = Write("""{"name":"images","functions":["resize"],"qos":2}""");

        (await RunAsync("register", first)).Output.ShouldBe("workflow images is registered: guest/resize\n");
        (await RunAsync("register", first)).Output.ShouldBe("workflow images was registered already: guest/resize\n");
        var conflict = await RunAsync("register", other);
        conflict.Code.ShouldBe(ExitCode.Usage);
        conflict.Complaints.ShouldHaveSingleItem().ShouldContain("name: Another workflow is registered as 'images'");
        conflict.Complaints[0].ShouldContain("--replace");
        (await RunAsync("register", other, "--replace")).Output.ShouldContain("images is now as");
        (await RunAsync("status")).Output.ShouldContain("95% within 2 s");

        Task<CommandLineRun> RunAsync(params string[] arguments) => NodeVerbsTests.RunAsync(node, arguments);
    }

    [Theory]
    [InlineData("""{"name":"w","functions":["resize"],"qos":0}""", "qos: found 0; expected")]
    [InlineData("""{"name":"w","functions":["missing"],"qos":1}""", "functions: The platform has no function 'guest/missing'")]
    [InlineData("{", "document: ")]
    public async Task What_the_node_refuses_is_told_with_its_field(string workflow, string problem)
    {
        await using var node = await NodeUnderTest.StartAsync();
        var path = Write(workflow);

        var run = await RunAsync(node, "register", path);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.ShouldHaveSingleItem().ShouldStartWith($"aquatope register: {path}: {problem}");
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_with_a_key_is_given_it()
    {
        await using var node = await NodeUnderTest.StartAsync(hookKey: "a-secret");
        await node.DeployAsync("resize");
        var path = Write("""{"name":"images","functions":["resize"],"qos":1.5}""");

        var refused = await RunAsync(node, "register", path);

        refused.Code.ShouldBe(ExitCode.Usage);
        refused.Complaints.ShouldHaveSingleItem().ShouldContain("give it with --key or in AQUATOPE_KEY");
        foreach (var verb in new[] { "status", "decisions", "audit" })
        {
            var closed = await RunAsync(node, verb);
            closed.Code.ShouldBe(ExitCode.Usage);
            closed.Complaints.ShouldHaveSingleItem().ShouldContain("This asks for a key with scope");
            (await RunAsync(node, verb, "--key", "a-secret")).Code.ShouldBe(ExitCode.Done);
        }
        (await RunAsync(node, "doctor")).Output.ShouldContain(
            "failed  access          This asks for a key with scope read");
        (await RunAsync(node, "register", path, "--key", "a-secret")).Code.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task Status_and_decisions_of_an_empty_node_are_readable_too()
    {
        await using var node = await NodeUnderTest.StartAsync();

        var people = await RunAsync(node, "status");
        var program = await RunAsync(node, "status", "--json", "-");
        var decisions = await RunAsync(node, "decisions", "--json", "-");

        people.Output.ShouldContain("no workflow is registered");
        people.Output.ShouldContain("akka.tcp://aquatope@127.0.0.1:");
        var status = JsonElement.Parse(program.Output);
        status.GetProperty("workflows").GetArrayLength().ShouldBe(0);
        status.GetProperty("cluster").GetProperty("members").GetArrayLength().ShouldBe(1);
        JsonElement.Parse(decisions.Output).GetProperty("decisions").ValueKind.ShouldBe(JsonValueKind.Array);
    }

    [Fact]
    public async Task Status_is_shown_also_while_the_gateway_does_not_answer()
    {
        await using var server = await LoopbackServer.StartAsync(async http =>
        {
            http.Response.ContentType = "application/json";
            http.Response.StatusCode = http.Request.Path == "/api/gateway" ? 503 : 200;
            await http.Response.WriteAsync(http.Request.Path.Value switch
            {
                "/api/cluster" => """{"self":"akka.tcp://aquatope@node-1:4053","members":[]}""",
                "/api/gateway" => """{"status":503,"detail":"The node is too busy or not whole at the moment."}""",
                _ => "[]"
            });
        });

        var people = await CommandLineRun.OfAsync("status", "--node", server.Address);
        var program = await CommandLineRun.OfAsync("status", "--node", server.Address, "--json", "-");

        people.Code.ShouldBe(ExitCode.Done);
        people.Output.ShouldContain("the gateway does not answer at the moment, so that it is not known");
        people.Output.ShouldContain("no workflow is registered");
        JsonElement.Parse(program.Output).GetProperty("gateway").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_healthy_machine_and_node_have_nothing_failed()
    {
        await using var node = await NodeUnderTest.StartAsync();
        await node.WhenReadyAsync();
        var config = Write($$"""
            {"DataDirectory":"{{node.DataDirectory}}",
             "OpenWhisk":{"Endpoint":"{{node.PlatformAddress}}","Auth":"{{EmulatorOptions.GuestKey}}"} }
            """);

        var run = await RunAsync(node, "doctor", "--config", config, "--json", "-");

        var findings = JsonElement.Parse(run.Output).GetProperty("findings").EnumerateArray().ToList();
        findings.Select(finding => finding.GetProperty("check").GetString()).ShouldBe(
            [
                ".NET", "tensor library", "configuration", "data directory", "platform", "node lives", "node is ready",
                "access"
            ]);
        foreach (var finding in findings)
            finding.GetProperty("outcome").GetString().ShouldBe("ok", finding.ToString());
        run.Code.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task Whatever_is_wrong_is_told_with_its_remedy()
    {
        var run = await CommandLineRun.OfAsync(
            "doctor", "--config", Write("""{"Window":{"Seconds":0}}"""), "--data", Path.Combine(Write("a file"), "data"),
            "--node", Nobody);

        run.Code.ShouldBe(ExitCode.Failed);
        run.Output.ShouldContain(
            "failed  configuration   Window:Seconds is 0; it must lie between 1 and 86400. To do: ");
        run.Output.ShouldMatch("failed  data directory  .* cannot be written: .* To do: ");
        run.Output.ShouldMatch("failed  node lives      http://127.0.0.1:1/healthz/live: .* To do: start a node");
    }

    [Theory]
    [InlineData("status")]
    [InlineData("decisions")]
    [InlineData("decisions", "--follow")]
    public async Task A_node_that_does_not_answer_is_named_with_the_remedy(params string[] arguments)
    {
        var run = await CommandLineRun.OfAsync([.. arguments, "--node", Nobody]);

        run.Code.ShouldBe(ExitCode.Failed);
        run.Complaints.ShouldHaveSingleItem().ShouldStartWith(
            $"aquatope {arguments[0]}: no node answers at http://127.0.0.1:1/");
        run.Complaints[0].ShouldContain("start one with 'aquatope serve'");
    }

    [Fact]
    public async Task An_address_that_is_none_of_a_node_is_told_to_be_one()
    {
        await using var node = await NodeUnderTest.StartAsync();
        var authority = node.Address.Authority;

        var path = await CommandLineRun.OfAsync("status", "--node", $"http://{authority}/api");
        var scheme = await CommandLineRun.OfAsync("status", "--node", $"https://{authority}");

        path.Complaints.ShouldHaveSingleItem()
            .ShouldContain("answered 404, and no more, as no AquaTope node does; --node takes");
        scheme.Complaints.ShouldHaveSingleItem().ShouldNotContain("inner exception");
    }

    [Theory]
    [InlineData("--node is 'nowhere'; it takes a URL", "status", "--node", "nowhere")]
    [InlineData("--node is 'ftp://x'", "status", "--node", "ftp://x")]
    [InlineData("FILE is '/no/such.json', but there is no such file", "register", "/no/such.json")]
    [InlineData("--follow has no end", "decisions", "--follow", "--json", "-")]
    [InlineData("--after is '-1'", "decisions", "--after", "-1")]
    public async Task A_mistake_is_named_in_one_line(string problem, params string[] arguments)
    {
        var run = await CommandLineRun.OfAsync(arguments);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.ShouldHaveSingleItem().ShouldContain(problem);
    }

    private static Task<CommandLineRun> RunAsync(NodeUnderTest node, params string[] arguments) =>
        CommandLineRun.OfAsync([.. arguments, "--node", node.Address.ToString()]);

    private string Write(string content)
    {
        var path = Path.Combine(_folder.FullName, $"{_folder.GetFiles().Length}.json");
        File.WriteAllText(path, content);
        return path;
    }
}
