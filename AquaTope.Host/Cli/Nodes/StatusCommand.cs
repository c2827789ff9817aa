using System.CommandLine;
using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Cli.Nodes;

/// <summary>Shows what a running node manages and how that is going.</summary>
internal sealed class StatusCommand : Verb
{
    private readonly Option<string> _node = NodeClient.AddressOption();

    private readonly Option<string?> _key = NodeClient.KeyOption();

    public StatusCommand() : base(
        "status", "Shows the workflows and functions that a running node manages, and its cluster.",
        "status", "status --node http://10.0.0.5:8080 --json -")
    {
        Add(_node);
        Add(_key);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        using var node = NodeClient.At(run.Required(_node), run.Value(_key));
        var document = new StatusDocument(
            node.Address,
            await node.GetAsync("api/cluster", NodeJson.Default.ClusterAnswer, run.Stopping),
            await node.GetIfThereAsync("api/gateway", NodeJson.Default.GatewayAnswer, run.Stopping),
            await node.GetAsync("api/workflows", NodeJson.Default.IReadOnlyListWorkflowAnswer, run.Stopping),
            await node.GetAsync("api/functions", NodeJson.Default.IReadOnlyListFunctionAnswer, run.Stopping));
        StatusTables.Write(run.Results, document);
        await run.WriteJsonAsync(document, NodeJson.Default.StatusDocument);
        return ExitCode.Done;
    }
}
