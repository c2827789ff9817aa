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
