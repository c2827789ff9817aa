using System.CommandLine;
using System.Globalization;
using AquaTope.Host.Api;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Cli.Nodes;

namespace AquaTope.Host.Cli.Decisions;

/// <summary>Prints what a cluster decided, and why, one line each.</summary>
internal sealed class DecisionsCommand : Verb
{
    private const int PageLength = 1000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Option<long?> _after = new("--after")
    {
        HelpName = "N",
        Description = "Begin after the decision of this number; without, the latest ones are shown."
    };

    private readonly Option<int> _limit = VerbOption.WholeNumber(
        "--limit", "The most decisions to show.", 1, PageLength, 100);

    private readonly Option<string?> _workflow = new("--workflow")
    {
        HelpName = "NAME",
        Description = "Only what concerns this workflow, its studies and the functions it has now."
    };

    private readonly Option<string?> _function = new("--function")
    {
        HelpName = "NAME",
        Description = "Only what concerns this function."
    };

    private readonly Option<string?> _kind = new("--kind")
    {
        HelpName = "KIND",
        Description = "Only decisions of this kind, such as target-chosen or plan-adopted."
    };

    private readonly Option<DateTimeOffset?> _since = VerbOption.Instant(
        "--since", "Only what was decided then or later.");

    private readonly Option<DateTimeOffset?> _until = VerbOption.Instant("--until", "Only what was decided before.");

    private readonly Option<bool> _follow = new("--follow")
    {
        Description = "Go on with those to come, until Ctrl-C."
    };

    private readonly Option<string> _node = NodeClient.AddressOption();

    private readonly Option<string?> _key = NodeClient.KeyOption();

    public DecisionsCommand() : base(
        "decisions", "Shows what was decided, and why: number, time, kind, subject and reason.",
        "decisions --limit 20", "decisions --workflow thumbnails --since 2d", "decisions --kind plan-adopted --follow")
    {
        foreach (var option in new Option[]
                 {
                     _workflow, _function, _kind, _since, _until, _after, _limit, _follow, _node, _key
                 })
            Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        if (run.Value(_follow) && run.IsGiven(Json))
            throw new UsageException("--follow has no end and --json writes its document there; give one of them");
        if (run.Value(_after) < 0)
            throw new UsageException($"--after is '{run.Value(_after)}'; it takes a number from 0");

        using var node = NodeClient.At(run.Required(_node), run.Value(_key));
        var filter = Filter(run);
        var from = run.Value(_after) is { } after ? $"after={after}" : "latest=true";
        var decisions = await PageAsync(node, $"{from}&limit={run.Value(_limit)}{filter}", run.Stopping);
        Print(run, decisions);
        await run.WriteJsonAsync(new DecisionsDocument(node.Address, decisions), NodeJson.Default.DecisionsDocument);
        if (run.Value(_follow)) await FollowAsync(run, node, LastOf(decisions, run.Value(_after) ?? 0), filter);
        return ExitCode.Done;
    }

    private string Filter(VerbRun run) => string.Concat(new (string Name, string? Value)[]
    {
        ("workflow", run.Value(_workflow)), ("function", run.Value(_function)), ("kind", run.Value(_kind)),
        ("since", Text(run.Value(_since))), ("until", Text(run.Value(_until)))
    }.Where(part => part.Value is not null).Select(part => $"&{part.Name}={Uri.EscapeDataString(part.Value!)}"));

    private static string? Text(DateTimeOffset? instant) => instant?.ToString("o", CultureInfo.InvariantCulture);

    private static async Task FollowAsync(VerbRun run, NodeClient node, long after, string filter)
    {
        while (true)
        {
            await Task.Delay(Interval, run.Stopping);
            var page = await PageAsync(node, $"after={after}&limit={PageLength}{filter}", run.Stopping);
            Print(run, page);
            after = LastOf(page, after);
        }
    }

    private static long LastOf(IReadOnlyList<DecisionAnswer> page, long otherwise) => page.Count > 0
        ? page[^1].Id
        : otherwise;

    private static Task<IReadOnlyList<DecisionAnswer>> PageAsync(
        NodeClient node, string query, CancellationToken cancellation) =>
        node.GetAsync($"api/decisions?{query}", NodeJson.Default.IReadOnlyListDecisionAnswer, cancellation);

    // Whole lines, however wide the terminal is: they are there to be searched.
    private static void Print(VerbRun run, IReadOnlyList<DecisionAnswer> decisions)
    {
        var lines = run.Results.Profile.Out.Writer;
        foreach (var decision in decisions)
            lines.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{decision.Id,6} {decision.At:yyyy-MM-dd HH:mm:ss}Z {decision.Kind,-16} {decision.Subject}: "
                + $"{decision.Reason}"));
        lines.Flush();
    }
}
