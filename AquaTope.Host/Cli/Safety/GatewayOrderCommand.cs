using System.CommandLine;
using AquaTope.Host.Api;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Cli.Nodes;

namespace AquaTope.Host.Cli.Safety;

/// <summary>Orders the gateway of a running cluster to do what the verb is called, with nothing but a reason.</summary>
internal abstract class GatewayOrderCommand : Verb
{
    private readonly Option<string?> _why = new("--why")
    {
        HelpName = "TEXT",
        Description = "What for; the decisions keep it."
    };

    private readonly Option<string> _node = NodeClient.AddressOption();

    private readonly Option<string?> _key = NodeClient.KeyOption();

    protected GatewayOrderCommand(string name, string description, string example) : base(name, description, example)
    {
        foreach (var option in new Option[] { _why, _node, _key }) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        using var node = NodeClient.At(run.Required(_node), run.Value(_key));
        var answer = await node.OrderAsync(
            $"api/{Name}", new ReasonOrder(run.Value(_why)), ReasonJson.Default.ReasonOrder,
            NodeJson.Default.GatewayAnswer, run.Stopping);
        run.Results.Profile.Out.Writer.WriteLine(GatewayLine.Of(answer));
        await run.WriteJsonAsync(new GatewayDocument(node.Address, answer), NodeJson.Default.GatewayDocument);
        return ExitCode.Done;
    }
}
