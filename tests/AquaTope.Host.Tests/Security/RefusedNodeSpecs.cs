using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Configuration;
using AquaTope.Host.Configuration.Protection;
using AquaTope.Host.Tests.Cli;
using AquaTope.Host.Tests.Ingestion;
using AquaTope.Host.Tests.Node;
using AquaTope.Testing;

namespace AquaTope.Host.Tests.Security;

public sealed class RefusedNodeSpecs
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_that_is_not_let_into_its_cluster_fails_and_says_why(bool trustsTheOthers)
    {
        using var folder = new TemporaryFolder();
        using var certificates = await TestCertificates.CreateAsync("member");
        using var foreign = await TestCertificates.CreateAsync("stranger");
        var port = FreePort.Next();
        using var member = new RunningNode();
        await member.InitializeAsync(configuration => configuration with
        {
            Cluster = new ClusterSection
            {
                Port = port,
                SeedNodes = [$"127.0.0.1:{port}"],
                Tls = new ClusterTlsSection
                {
                    Certificate = certificates.Certificate("member"),
                    Key = certificates.Key("member"),
                    Authority = certificates.Authority
                }
            }
        });
        try
        {
            await member.ReadyAsync();
            var settings = Path.Combine(folder.Path, "aquatope.json");
            await File.WriteAllTextAsync(settings, JsonSerializer.Serialize(new
            {
                // It does not come so far as to write a journal.
                Database = "Host=127.0.0.1;Port=1;Database=nowhere",
                Cluster = new
                {
                    Port = FreePort.Next(),
                    SeedNodes = new[] { $"127.0.0.1:{port}" },
                    Tls = new
                    {
                        Certificate = foreign.Certificate("stranger"),
                        Key = foreign.Key("stranger"),
                        Authority = trustsTheOthers ? certificates.Authority : foreign.Authority
                    }
                }
            }));

            var run = await CommandLineRun.OfAsync(
                "serve", "--emulator", "--port", "0", "--data", folder.Path, "--config", settings);

            run.Code.ShouldBe(ExitCode.Failed, run.Error);
            var line = run.Complaints[^1];
            line.ShouldStartWith("aquatope serve: the node stopped, since it and a node that it was to join did not");
            line.ShouldContain($"Cluster:Tls:Certificate is {foreign.Certificate("stranger")}");
        }
        finally
        {
            await member.DisposeAsync();
        }
    }
}
