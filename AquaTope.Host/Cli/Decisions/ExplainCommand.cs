using System.CommandLine;
using System.Globalization;
using AquaTope.Host.Api;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Cli.Nodes;

namespace AquaTope.Host.Cli.Decisions;

/// <summary>Has a decision made again from the journal, and prints what it was made from and what came of it.</summary>
internal sealed class ExplainCommand : Verb
{
    private const int Indent = 2;

    private readonly Argument<long> _id = new("ID")
    {
        Description = "The decision's number, as decisions shows it."
    };

    private readonly Option<string> _node = NodeClient.AddressOption();

    private readonly Option<string?> _key = NodeClient.KeyOption();

    public ExplainCommand() : base(
        "explain",
        "Decides again from the journal: shows what a decision was made from, what led to it, "
        + "and whether the answer is the same.",
        "explain 4711", "explain 4711 --json -")
    {
        Add(_id);
        foreach (var option in new Option[] { _node, _key }) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        using var node = NodeClient.At(run.Required(_node), run.Value(_key));
        var explanation = await node.GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"api/decisions/{run.Required(_id)}/explanation"),
            NodeJson.Default.ExplanationAnswer, run.Stopping);
        Print(run.Results.Profile.Out.Writer, explanation, 0);
        await run.WriteJsonAsync(
            new ExplanationDocument(node.Address, explanation), NodeJson.Default.ExplanationDocument);
        return explanation.Verdict == "different" ? ExitCode.Failed : ExitCode.Done;
    }

    private static void Print(TextWriter lines, ExplanationAnswer answer, int depth)
    {
        var (decision, margin) = (answer.Decision, new string(' ', depth * Indent));
        if (depth > 0) margin += "<- ";
        lines.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{margin}{decision.Id} {decision.At:yyyy-MM-dd HH:mm:ss}Z {decision.Kind} {decision.Subject}"));
        margin = new string(' ', (depth + 1) * Indent + (depth > 0 ? 1 : 0));
        foreach (var input in answer.Inputs) lines.WriteLine($"{margin}{input.Name + ":",-16} {input.Value}");
        lines.WriteLine($"{margin}{"then:",-16} {answer.Then}");
        if (answer.Now is { } now) lines.WriteLine($"{margin}{"now:",-16} {now}");
        lines.WriteLine($"{margin}{"verdict:",-16} {answer.Verdict}: {answer.Why}");
        foreach (var cause in answer.Causes) Print(lines, cause, depth + 1);
        lines.Flush();
    }
}
