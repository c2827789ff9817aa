using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Tuning.Runs;

/// <summary>
/// Activations of stages by the run that caused them, kept until the record of the run itself comes: the
/// platform writes it last. Beyond <see cref="MostRuns"/> the older half is let go, and those runs are
/// judged by their latency alone.
/// </summary>
public sealed class OpenRuns
{
    /// <summary>Runs kept at once.</summary>
    public const int MostRuns = 512;

    // Copied whole with every batch: of so few entries that costs less than changing a persistent tree for each.
    private readonly Dictionary<ActivationId, Parts> _byRun;
    private readonly long _next;

    private OpenRuns(Dictionary<ActivationId, Parts> byRun, long next)
    {
        _byRun = byRun;
        _next = next;
    }

    public static OpenRuns None { get; } = new([], 0);

    /// <summary>
    /// With further activations, of which those that nothing caused belong to no run: the ended runs, in their order,
    /// each with its activations, and what stays open without them.
    /// </summary>
    public (IReadOnlyList<SeenRun> Ended, OpenRuns Left) With(
        IReadOnlyList<Invocation> stages, IReadOnlyList<CompositionRun> runs)
    {
        // A busy hook brings thousands at once, most of whose runs have ended among them: only the rest is kept.
        var arrived = new OrderedDictionary<ActivationId, List<Invocation>>();
        foreach (var stage in stages)
        {
            if (stage.Cause is not { } cause) continue;
            if (arrived.TryGetValue(cause, out var parts)) parts.Add(stage);
            else arrived.Add(cause, [stage]);
        }

        var ended = new List<SeenRun>(runs.Count);
        foreach (var run in runs)
        {
            var earlier = _byRun.TryGetValue(run.Id, out var parts) ? parts.Stages : [];
            ended.Add(new SeenRun(run, arrived.TryGetValue(run.Id, out var late) ? [.. earlier, .. late] : earlier));
        }

        var kept = new Dictionary<ActivationId, Parts>(_byRun);
        foreach (var run in runs)
        {
            kept.Remove(run.Id);
            arrived.Remove(run.Id);
        }
        Keep(kept, arrived);
        return (ended, new OpenRuns(kept, _next + arrived.Count));
    }

    private void Keep(
        Dictionary<ActivationId, Parts> kept, OrderedDictionary<ActivationId, List<Invocation>> arrived)
    {
        for (var i = Math.Max(0, arrived.Count - MostRuns); i < arrived.Count; i++)
        {
            var (run, stages) = arrived.GetAt(i);
            kept[run] = kept.TryGetValue(run, out var parts)
                ? parts with { Stages = [.. parts.Stages, .. stages] }
                : new Parts(_next + i, stages);
        }
        if (kept.Count <= MostRuns) return;
        foreach (var (run, _) in kept.OrderBy(entry => entry.Value.Order).Take(kept.Count - MostRuns / 2).ToList())
            kept.Remove(run);
    }

    private sealed record Parts(long Order, IReadOnlyList<Invocation> Stages);
}
