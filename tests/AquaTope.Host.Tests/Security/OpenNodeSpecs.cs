using System.Net;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Configuration;
using AquaTope.Host.Configuration.Protection;
using AquaTope.Host.Tests.Cli;
using AquaTope.Host.Tests.Ingestion;
using AquaTope.Host.Tests.Node;

namespace AquaTope.Host.Tests.Security;

public sealed class OpenNodeSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public async Task A_node_that_others_reach_does_not_start_without_keys(string address)
    {
        var file = Path.Combine(_folder.Path, "aquatope.json");
        await File.WriteAllTextAsync(file, $$"""{"Http":{"Address":"{{address}}","Port":0} }""");

        var run = await CommandLineRun.OfAsync("serve", "--emulator", "--config", file, "--data", _folder.Path);

        run.Code.ShouldBe(ExitCode.Usage);
        var line = run.Complaints.ShouldHaveSingleItem();
        line.ShouldStartWith($"aquatope serve: Http:Address is {address} and the node has no keys");
        line.ShouldContain("aquatope keys add");
        line.ShouldContain("--insecure");
    }

    [Fact]
    public async Task A_keys_file_that_is_named_must_be_there_and_hold_a_key()
    {
        var keys = Path.Combine(_folder.Path, "elsewhere", "keys.json");
        var file = Path.Combine(_folder.Path, "aquatope.json");
        await File.WriteAllTextAsync(file, $$"""{"Http":{"Port":0},"Security":{"KeysFile":"{{keys}}"} }""");
        string[] serve = ["serve", "--emulator", "--config", file, "--data", _folder.Path];

        var missing = await CommandLineRun.OfAsync(serve);
        missing.Code.ShouldBe(ExitCode.Usage);
        missing.Complaints.ShouldHaveSingleItem().ShouldBe(
            $"aquatope serve: Security:KeysFile is '{keys}'; there is no such file. Make it and a key in it with " +
            "'aquatope keys add' and the same configuration, or leave the setting out");

        Directory.CreateDirectory(Path.GetDirectoryName(keys)!);
        await File.WriteAllTextAsync(keys, """{"keys":[]}""");
        var empty = await CommandLineRun.OfAsync(serve);
        empty.Code.ShouldBe(ExitCode.Usage);
        empty.Complaints.ShouldHaveSingleItem().ShouldStartWith(
            $"aquatope serve: Security:KeysFile is '{keys}', which holds no key");

        File.Delete(keys);
        (await CommandLineRun.OfAsync("keys", "add", "--config", file, "--name", "ci", "--scopes", "read"))
            .Code.ShouldBe(ExitCode.Done);
        ConfigurationFile.Checked(ConfigurationFile.Read(file)).KeysFile().Read().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_starts_when_it_has_a_key_or_its_operator_says_so(bool insecure)
    {
        using var node = new RunningNode();
        await node.InitializeAsync(configuration => configuration with
        {
            Http = configuration.Http with { Address = "0.0.0.0" },
            Security = new SecuritySection { Insecure = insecure },
            Ingest = new IngestSection { HookKey = insecure ? null : "open-sesame" }
        });
        try
        {
            var address = new UriBuilder(node.Client.BaseAddress!) { Host = "127.0.0.1", Path = "/api/cluster" }.Uri;
            using var client = new HttpClient();
            using var answer = await client.GetAsync(address);

            answer.StatusCode.ShouldBe(insecure ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
        }
        finally
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task An_open_node_answers_to_no_name_that_another_site_could_have_made_point_to_it()
    {
        using var node = new RunningNode();
        await node.InitializeAsync();
        try
        {
            foreach (var (host, status) in new[]
                     {
                         ("rebound.example.org", HttpStatusCode.Forbidden), ("localhost", HttpStatusCode.OK),
                         ("127.0.0.1:8080", HttpStatusCode.OK), ("[::1]:8080", HttpStatusCode.OK)
                     })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/api/decisions");
                request.Headers.Host = host;
                using var answer = await node.Client.SendAsync(request);
                answer.StatusCode.ShouldBe(status, host);
            }
        }
        finally
        {
            await node.DisposeAsync();
        }
    }
}
