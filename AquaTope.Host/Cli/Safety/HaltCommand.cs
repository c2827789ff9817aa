using System.CommandLine;
using AquaTope.Host.Api;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Cli.Nodes;

namespace AquaTope.Host.Cli.Safety;

/// <summary>Stops all changes of a running cluster.</summary>
internal sealed class HaltCommand : Verb
{
    private readonly Option<string?> _why = new("--why")
    {
        HelpName = "TEXT",
        Description = "What for; the decisions keep it."
    };

    private readonly Option<string> _node = NodeClient.AddressOption();

    private readonly Option<string?> _key = NodeClient.KeyOption();

    public HaltCommand() : base(
        "halt", "Stops every change of the platform, and every trial, until aquatope resume.",
        "halt --why \"latency alarm\"")
    {
        foreach (var option in new Option[] { _why, _node, _key }) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        using var node = NodeClient.At(run.Required(_node), run.Value(_key));
        var answer = await node.OrderAsync(
            "api/halt", new ReasonOrder(run.Value(_why)), ReasonJson.Default.ReasonOrder,
            NodeJson.Default.GatewayAnswer, run.Stopping);
        run.Results.Profile.Out.Writer.WriteLine(GatewayLine.Of(answer));
        await run.WriteJsonAsync(new GatewayDocument(node.Address, answer), NodeJson.Default.GatewayDocument);
        return ExitCode.Done;
    }
}
