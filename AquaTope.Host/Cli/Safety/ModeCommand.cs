using System.CommandLine;
using AquaTope.Host.Api;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Cli.Nodes;
using AquaTope.Models.Platform.Modes;

namespace AquaTope.Host.Cli.Safety;

/// <summary>Says how far a running cluster acts on a workflow.</summary>
internal sealed class ModeCommand : Verb
{
    private const string OfNodes = "default";

    private readonly Argument<string> _workflow = new("WORKFLOW") { Description = "The workflow's name." };

    private readonly Argument<string> _mode = new("MODE")
    {
        Description = $"{OperatingModes.Rule}; '{OfNodes}' is the mode of the nodes."
    };

    private readonly Option<string?> _why = new("--why")
    {
        HelpName = "TEXT",
        Description = "What for; the decisions keep it."
    };

    private readonly Option<string> _node = NodeClient.AddressOption();

    private readonly Option<string?> _key = NodeClient.KeyOption();

    public ModeCommand() : base(
        "mode", "Says how far a running cluster acts on one workflow's functions.",
        "mode thumbnails recommend", "mode thumbnails default --why \"trusted again\"")
    {
        Add(_workflow);
        Add(_mode);
        foreach (var option in new Option[] { _why, _node, _key }) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        var (workflow, mode) = (run.Required(_workflow), run.Required(_mode));
        if (mode != OfNodes && !OperatingModes.TryParse(mode, out _))
            throw new UsageException($"MODE is '{mode}'; it takes {OperatingModes.Rule}, or {OfNodes}");

        using var node = NodeClient.At(run.Required(_node), run.Value(_key));
        var answer = await node.OrderAsync(
            $"api/workflows/{Uri.EscapeDataString(workflow)}/mode",
            new ModeOrder(mode == OfNodes ? null : mode, run.Value(_why)), ModeJson.Default.ModeOrder,
            NodeJson.Default.ModeAnswer, run.Stopping, HttpMethod.Put);
        run.Results.Profile.Out.Writer.WriteLine(
            $"workflow {answer.Workflow}: mode {answer.Mode ?? "of the nodes"}");
        await run.WriteJsonAsync(new ModeDocument(node.Address, answer), NodeJson.Default.ModeDocument);
        return ExitCode.Done;
    }
}
