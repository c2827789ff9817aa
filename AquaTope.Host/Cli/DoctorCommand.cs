using System.CommandLine;
using System.Net;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Cli.Nodes;
using AquaTope.Host.Configuration;
using AquaTope.Host.Ingestion;
using AquaTope.Host.OpenWhisk;
using Microsoft.Extensions.Logging.Abstractions;

namespace AquaTope.Host.Cli;

/// <summary>Looks for what keeps a node from running well on this machine, and says what to do about it.</summary>
internal sealed class DoctorCommand : Verb
{
    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = "The configuration file that the node is, or will be, served with."
    };

    private readonly Option<string?> _data = new("--data")
    {
        HelpName = "DIR",
        Description = "The folder of journal and spool, where it is not the configured one."
    };

    private readonly Option<string> _node = NodeClient.AddressOption();

    private readonly Option<string?> _key = NodeClient.KeyOption();

    public DoctorCommand() : base(
        "doctor",
        "Checks this machine, a configuration, the platform that it names and a running node; " +
        "each thing that is wrong comes with its remedy.",
        "doctor", "doctor --config aquatope.json --node http://10.0.0.5:8080")
    {
        foreach (var option in new Option[] { _config, _data, _node, _key }) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        using var node = NodeClient.At(run.Required(_node), run.Value(_key));
        var findings = new List<Finding>();
        await foreach (var finding in FindAsync(run, node))
        {
            findings.Add(finding);
            Print(run, finding);
        }

        var healthy = findings.TrueForAll(finding => finding.Outcome != FindingOutcome.Failed);
        await run.WriteJsonAsync(new DoctorDocument(node.Address, healthy, findings), NodeJson.Default.DoctorDocument);
        return healthy ? ExitCode.Done : ExitCode.Failed;
    }

    private async IAsyncEnumerable<Finding> FindAsync(VerbRun run, NodeClient node)
    {
        yield return MachineChecks.Framework();
        yield return MachineChecks.TensorLibrary();
        var (finding, configuration) = MachineChecks.Configuration(run.Value(_config));
        yield return finding;
        yield return MachineChecks.DataDirectory(
            run.Value(_data) ?? (configuration ?? new NodeConfiguration()).DataDirectory);
        yield return await PlatformAsync(configuration?.OpenWhisk, run.Stopping);
        foreach (var path in new[] { "healthz/live", "healthz/ready" })
            yield return await NodeAsync(node, path, run.Stopping);
        yield return await AccessAsync(node, run.Stopping);
    }

    private static async Task<Finding> PlatformAsync(OpenWhiskOptions? options, CancellationToken cancellation)
    {
        const string Check = "platform";
        if (options is null) return Finding.Skipped(Check, "no OpenWhisk is configured");
        using var http = OpenWhiskPlatform.CreateClient(options);
        using var platform = new OpenWhiskPlatform(
            http, options, new OwnActivations(), TimeProvider.System, NullLogger<OpenWhiskPlatform>.Instance);
        try
        {
            var description = await platform.DescribeAsync(cancellation);
            return Finding.Ok(
                Check, $"{options.Endpoint} answers; capabilities beyond stock OpenWhisk: {description.Capabilities}");
        }
        catch (HttpRequestException silent)
        {
            return Finding.Failed(
                Check, $"{options.Endpoint}: {silent.Message}",
                "check OpenWhisk:Endpoint and OpenWhisk:Auth against 'wsk property get'");
        }
    }

    private static async Task<Finding> NodeAsync(NodeClient node, string path, CancellationToken cancellation)
    {
        var check = path == "healthz/live" ? "node lives" : "node is ready";
        try
        {
            var answer = await node.AskAsync(path, cancellation);
            return answer.Status == HttpStatusCode.OK
                ? Finding.Ok(check, $"{node.Address}{path} answers")
                : Finding.Failed(
                    check, node.Failure(path, answer).Message, "wait while it starts; if it stays so, read its log");
        }
        catch (IOException silent)
        {
            return Finding.Failed(
                check, $"{node.Address}{path}: {silent.InnerException!.Message}",
                $"start a node with '{CommandLine.ProgramName} serve', or name another with --node");
        }
    }

    private static async Task<Finding> AccessAsync(NodeClient node, CancellationToken cancellation)
    {
        const string Check = "access";
        try
        {
            var answer = await node.AskAsync("api/cluster", cancellation);
            return NodeClient.IsRefusal(answer)
                ? Finding.Failed(
                    Check, answer.Detail ?? $"{node.Address} wants another key",
                    $"give a key with --key or in {NodeClient.KeyVariable}; '{CommandLine.ProgramName} keys' makes one")
                : Finding.Ok(Check, $"{node.Address} may be read");
        }
        catch (IOException)
        {
            return Finding.Skipped(Check, "the node does not answer");
        }
    }

    private static void Print(VerbRun run, Finding finding)
    {
        var remedy = finding.Remedy is { } text ? $". To do: {text}" : "";
        var outcome = finding.Outcome.ToString().ToLowerInvariant();
        run.Results.Profile.Out.Writer.WriteLine($"{outcome,-8}{finding.Check,-16}{finding.Found}{remedy}");
    }
}
