using System.Collections.Immutable;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform;

// The stem cells of all functions together: what is desired of them, and where invokers keep others.
public sealed partial record GatewayState
{
    /// <summary>The last looks at the invokers; a later life of the gateway begins them anew.</summary>
    public StemCellWatch StemCellWatch { get; private init; } = StemCellWatch.Beginning;

    /// <summary>
    /// Where stem cells were found to be more or fewer than told, and are not known to be as told again.
    /// </summary>
    public ImmutableDictionary<StemCellPlace, KnownStemCellDrift> StemCellDrifts { get; internal init; } =
        ImmutableDictionary<StemCellPlace, KnownStemCellDrift>.Empty;

    /// <summary>
    /// The stem cells that the platform was last made to keep; <see langword="null"/> where it was not, or cannot be.
    /// </summary>
    public IReadOnlyList<StemCellTarget>? StemCellsApplied =>
        Platform?.Can(PlatformCapabilities.RuntimeConfiguration) == true
        && Lanes.TryGetValue(LaneKey.StemCells, out var lane)
            ? (lane.Applied as PlatformChange.SetStemCells)?.Targets
            : null;

    private GatewayState WithStemCellsDrifted(GatewayEvent.StemCellsDrifted drift)
    {
        var known = KnownStemCellDrift.After(StemCellDrifts.GetValueOrDefault(drift.Place), drift);
        var next = this with { StemCellDrifts = StemCellDrifts.SetItem(drift.Place, known) };
        return drift.Handling == DriftHandling.PutBack && Lanes.TryGetValue(LaneKey.StemCells, out var lane)
                                                       && lane.Desired is PlatformChange.SetStemCells cells
            ? next with
            {
                Lanes = Lanes.SetItem(LaneKey.StemCells, lane with
                {
                    Desired = cells with { Again = true },
                    Because = new ChangeId($"{drift.Cause}:{LaneKey.StemCells}"),
                    Progress = Fresh()
                })
            }
            : next;
    }

    // A post replaces whatever was seen before it.
    private StemCellWatch WatchAfter(PlatformChange desired) => desired is PlatformChange.SetStemCells cells
        ? cells.Again ? StemCellWatch.AfterPutBack : StemCellWatch.Beginning
        : StemCellWatch;

    private static PlatformChange AfterPost(PlatformChange desired) =>
        desired is PlatformChange.SetStemCells { Again: true } cells ? cells with { Again = false } : desired;

    // Stem cells belong to a pair of kind and memory, not to a function, so the wishes of all functions that share a
    // pair add up; a function whose memory changes takes its wish along. A pair once asked for stays in the list with
    // the one stem cell that the platform's manifest needs at least. Functions that are not acted on count for nothing.
    private GatewayState WithStemCellsDesired(ChangeId because)
    {
        var sums = new SortedDictionary<(string Kind, int Megabytes), int>();
        if (Lanes.TryGetValue(LaneKey.StemCells, out var lane) && lane.Desired is PlatformChange.SetStemCells earlier)
            foreach (var target in earlier.Targets)
                sums[(target.Kind.Value, target.Memory.Megabytes)] = 0;
        var granted = new Dictionary<string, IReadOnlyDictionary<FunctionId, int>?>();
        foreach (var (function, known) in Functions)
        {
            if (known is not { Kind: { } kind, LastPrewarm: not null } || LimitsOf(function) is not { } resources
                || !ActsOn(function))
                continue;
            var pair = (kind.Value, resources.Memory.Megabytes);
            sums[pair] = sums.GetValueOrDefault(pair) + ShareOf(function, known, granted);
        }

        if (sums.Count == 0) return this;
        var targets = sums.Select(sum => new StemCellTarget(
            new RuntimeKind(sum.Key.Kind), MemorySize.FromMegabytes(sum.Key.Megabytes), Math.Max(1, sum.Value)));
        var isDueAgain = lane?.Desired is PlatformChange.SetStemCells { Again: true };
        return WithDesired(new PlatformChange.SetStemCells([.. targets]) { Again = isDueAgain }, because);
    }

    private int ShareOf(
        FunctionId function, WishedFunction known, Dictionary<string, IReadOnlyDictionary<FunctionId, int>?> granted)
    {
        if (!granted.TryGetValue(function.Namespace, out var shares))
        {
            shares = Guards.CeilingOf(function.Namespace) is { } ceiling ? Granted(function.Namespace, ceiling) : null;
            granted[function.Namespace] = shares;
        }
        return shares is null ? WantedOf(function, known) : shares.GetValueOrDefault(function);
    }
}
