using System.Collections.Immutable;
using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Tuning;

/// <summary>
/// Activations of stages by the run that caused them, kept until the record of the run itself comes: the platform writes
/// it last. Beyond <see cref="MostRuns"/> the older half is let go, and those runs are judged by their latency alone.
/// </summary>
public sealed class OpenRuns
{
    /// <summary>Runs kept at once.</summary>
    public const int MostRuns = 512;

    private readonly ImmutableDictionary<ActivationId, Parts> _byRun;
    private readonly long _next;

    private OpenRuns(ImmutableDictionary<ActivationId, Parts> byRun, long next)
    {
        _byRun = byRun;
        _next = next;
    }

    public static OpenRuns None { get; } = new(ImmutableDictionary<ActivationId, Parts>.Empty, 0);

    /// <summary>With further activations; those that nothing caused belong to no run.</summary>
    public OpenRuns With(IReadOnlyList<Invocation> stages)
    {
        var byRun = _byRun.ToBuilder();
        var next = _next;
        foreach (var stage in stages)
        {
            if (stage.Cause is not { } cause) continue;
            byRun[cause] = byRun.TryGetValue(cause, out var parts)
                ? parts with { Stages = parts.Stages.Add(stage) }
                : new Parts(next++, [stage]);
            if (byRun.Count <= MostRuns) continue;
            foreach (var (oldest, _) in byRun.OrderBy(entry => entry.Value.Order).Take(MostRuns / 2).ToList())
                byRun.Remove(oldest);
        }
        return new OpenRuns(byRun.ToImmutable(), next);
    }

    /// <summary>The activations of these runs, in their order, and what stays open without them.</summary>
    public (IReadOnlyList<SeenRun> Seen, OpenRuns Left) Close(IReadOnlyList<CompositionRun> runs)
    {
        if (runs.Count == 0) return ([], this);
        var seen = runs
            .Select(run => new SeenRun(run, _byRun.TryGetValue(run.Id, out var parts) ? parts.Stages : []))
            .ToList();
        return (seen, new OpenRuns(_byRun.RemoveRange(runs.Select(run => run.Id)), _next));
    }

    private sealed record Parts(long Order, ImmutableList<Invocation> Stages);
}
