using System.CommandLine;
using System.Globalization;
using AquaTope.Host.Api;

namespace AquaTope.Host.Cli;

/// <summary>Prints what a running node decided, and why, one line each.</summary>
internal sealed class DecisionsCommand : Verb
{
    private const int PageLength = 1000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Option<int?> _after = new("--after")
    {
        HelpName = "N",
        Description = "Begin after the decision of this number; without, the latest ones are shown."
    };

    private readonly Option<int> _limit = VerbOption.WholeNumber("--limit", "The most decisions to show.", 1, PageLength, 100);

    private readonly Option<bool> _follow = new("--follow")
    {
        Description = "Go on with those to come, until Ctrl-C."
    };

    private readonly Option<string> _node = NodeClient.AddressOption();

    private readonly Option<string?> _key = NodeClient.KeyOption();

    public DecisionsCommand() : base(
        "decisions", "Shows what a running node decided, and why: number, time, kind, subject and reason.",
        "decisions --limit 20", "decisions --follow")
    {
        foreach (var option in new Option[] { _after, _limit, _follow, _node, _key }) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        if (run.Value(_follow) && run.IsGiven(Json))
            throw new UsageException("--follow has no end and --json writes its document there; give one of them");
        if (run.Value(_after) < 0) throw new UsageException($"--after is '{run.Value(_after)}'; it takes a number from 0");

        using var node = NodeClient.At(run.Required(_node), run.Value(_key));
        var limit = run.Value(_limit);
        var decisions = run.Value(_after) is { } after
            ? await PageAsync(node, after, limit, run.Stopping)
            : await LatestAsync(node, limit, run.Stopping);
        Print(run, decisions);
        await run.WriteJsonAsync(new DecisionsDocument(node.Address, decisions), NodeJson.Default.DecisionsDocument);
        if (run.Value(_follow)) await FollowAsync(run, node, LastOf(decisions, run.Value(_after) ?? 0));
        return ExitCode.Done;
    }

    private static async Task FollowAsync(VerbRun run, NodeClient node, long after)
    {
        while (true)
        {
            await Task.Delay(Interval, run.Stopping);
            var page = await PageAsync(node, after, PageLength, run.Stopping);
            Print(run, page);
            after = LastOf(page, after);
        }
    }

    private static long LastOf(IReadOnlyList<DecisionAnswer> page, long otherwise) => page.Count > 0 ? page[^1].Id : otherwise;

    // The node answers oldest first, so the latest are at the end of all that it keeps.
    private static async Task<IReadOnlyList<DecisionAnswer>> LatestAsync(
        NodeClient node, int limit, CancellationToken cancellation)
    {
        var latest = new Queue<DecisionAnswer>();
        var page = await PageAsync(node, 0, PageLength, cancellation);
        while (page.Count > 0)
        {
            foreach (var decision in page)
            {
                latest.Enqueue(decision);
                if (latest.Count > limit) latest.Dequeue();
            }
            if (page.Count < PageLength) break;
            page = await PageAsync(node, page[^1].Id, PageLength, cancellation);
        }
        return [.. latest];
    }

    private static Task<IReadOnlyList<DecisionAnswer>> PageAsync(
        NodeClient node, long after, int limit, CancellationToken cancellation) =>
        node.GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"api/decisions?after={after}&limit={limit}"),
            NodeJson.Default.IReadOnlyListDecisionAnswer, cancellation);

    // Whole lines, however wide the terminal is: they are there to be searched.
    private static void Print(VerbRun run, IReadOnlyList<DecisionAnswer> decisions)
    {
        var lines = run.Results.Profile.Out.Writer;
        foreach (var decision in decisions)
            lines.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{decision.Id,6} {decision.At:yyyy-MM-dd HH:mm:ss}Z {decision.Kind,-16} {decision.Subject}: {decision.Reason}"));
        lines.Flush();
    }
}
