using System.Globalization;
using System.Text;
using AquaTope.Faults.Schedule;

namespace AquaTope.Faults.Running;

/// <summary>What came of many seeds.</summary>
/// <param name="Seeds">Seeds that were run.</param>
/// <param name="Steps">Messages and events they handled.</param>
/// <param name="Digest">All their digests in one; the same for the same seeds on any machine.</param>
/// <param name="Failures">Those that failed, with as few faults as were found to be enough.</param>
/// <param name="FaultsByKind">How many faults of each kind struck.</param>
internal sealed record CampaignReport(
    long Seeds, long Steps, ulong Digest, IReadOnlyList<SeedResult> Failures,
    IReadOnlyDictionary<FaultKind, long> FaultsByKind)
{
    /// <summary>A failing seed with its schedule, and how to run it again.</summary>
    public static string Describe(SeedResult failure)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"seed {failure.Seed} breaks a promise:");
        foreach (var violation in failure.Violations) text.AppendLine(CultureInfo.InvariantCulture, $"  {violation}");
        text.AppendLine(CultureInfo.InvariantCulture, $"with {failure.Injected.Count} faults:");
        foreach (var fault in failure.Injected) text.AppendLine(CultureInfo.InvariantCulture, $"  {fault}");
        text.AppendLine("again, with every message:");
        text.Append("  dotnet run --project tests/AquaTope.Faults -c Release --");
        text.Append(CultureInfo.InvariantCulture, $" --from {failure.Seed} --seeds 1 --trace --keep '");
        text.AppendJoin(';', failure.Injected.Select(fault => fault.Key)).AppendLine("'");
        return text.ToString();
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var failure in Failures) text.AppendLine(Describe(failure));
        foreach (var (kind, count) in FaultsByKind.OrderBy(entry => entry.Key))
            text.AppendLine(CultureInfo.InvariantCulture, $"{kind,-22} {count,12:N0}");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{Seeds:N0} seeds, {FaultsByKind.Values.Sum():N0} faults, {Steps:N0} steps, digest {Digest:x16}: "
            + $"{(Failures.Count == 0 ? "every promise held" : $"{Failures.Count} seeds broke a promise")}");
        return text.ToString();
    }
}
