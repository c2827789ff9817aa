using System.CommandLine;
using System.Globalization;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Security.Audit;

namespace AquaTope.Host.Cli.Nodes;

/// <summary>Prints who changed what on a running node, and who was turned away, one line each.</summary>
internal sealed class AuditCommand : Verb
{
    private const int PageLength = 1000;

    private readonly Option<long?> _after = new("--after")
    {
        HelpName = "N",
        Description = "Begin after the record of this number; without, the latest ones are shown."
    };

    private readonly Option<int> _limit = VerbOption.WholeNumber(
        "--limit", "The most records to show.", 1, PageLength, 100);

    private readonly Option<string> _node = NodeClient.AddressOption();

    private readonly Option<string?> _key = NodeClient.KeyOption();

    public AuditCommand() : base(
        "audit",
        "Shows who changed what on a running node, and who was turned away: number, time, key, address, "
        + "action, outcome.",
        "audit --limit 20", "audit --after 4000 --json -")
    {
        foreach (var option in new Option[] { _after, _limit, _node, _key }) Add(option);
    }

    public override async Task<int> RunAsync(VerbRun run)
    {
        if (run.Value(_after) < 0)
            throw new UsageException($"--after is '{run.Value(_after)}'; it takes a number from 0");
        using var node = NodeClient.At(run.Required(_node), run.Value(_key));
        var limit = run.Value(_limit);
        var records = run.Value(_after) is { } after
            ? await PageAsync(node, after, limit, run.Stopping)
            : await LatestAsync(node, limit, run.Stopping);

        // Whole lines, however wide the terminal is: they are there to be searched.
        foreach (var record in records) run.Results.Profile.Out.Writer.WriteLine(Line(record));
        await run.WriteJsonAsync(new AuditDocument(node.Address, records), NodeJson.Default.AuditDocument);
        return ExitCode.Done;
    }

    // The node answers oldest first, so the latest are at the end of all that it keeps.
    private static async Task<IReadOnlyList<AuditRecord>> LatestAsync(
        NodeClient node, int limit, CancellationToken cancellation)
    {
        var latest = new List<AuditRecord>();
        IReadOnlyList<AuditRecord> page;
        do
        {
            page = await PageAsync(node, latest.Count > 0 ? latest[^1].Id : 0, PageLength, cancellation);
            latest.AddRange(page);
            latest.RemoveRange(0, Math.Max(0, latest.Count - limit));
        } while (page.Count == PageLength);
        return latest;
    }

    private static Task<IReadOnlyList<AuditRecord>> PageAsync(
        NodeClient node, long after, int limit, CancellationToken cancellation) =>
        node.GetAsync(
            string.Create(CultureInfo.InvariantCulture, $"api/audit?after={after}&limit={limit}"),
            NodeJson.Default.IReadOnlyListAuditRecord, cancellation);

    private static string Line(AuditRecord record) => string.Create(
        CultureInfo.InvariantCulture,
        $"{record.Id,6} {record.At:yyyy-MM-dd HH:mm:ss}Z {record.Who} from {record.From}: {record.Action}" +
        $"{(record.Subject is { } subject ? $" {subject}" : "")} {record.Outcome.ToString().ToLowerInvariant()} " +
        $"({record.Status}){(record.Detail is { } detail ? $": {detail}" : "")}");
}
