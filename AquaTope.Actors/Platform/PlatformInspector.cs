using Akka.Actor;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;

namespace AquaTope.Actors.Platform;

/// <summary>
/// Looks at what the platform has, first at stem cells, then at functions one after the other, and one look at a time.
/// Functions on which a trial
/// runs in place are passed over: their limits are the trial's.
/// </summary>
internal sealed class PlatformInspector(IPlatform platform, TimeProvider time)
{
    // A trial asks every second while it runs, and puts limits back before it ends.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Dictionary<WorkflowId, DateTimeOffset> _tried = [];

    public bool IsBusy { get; private set; }

    /// <summary>A trial of the workflow runs in place.</summary>
    public void Spare(WorkflowId workflow) => _tried[workflow] = time.GetUtcNow();

    /// <summary>Begins a look, which ends with <see cref="Inspected"/>.</summary>
    public void Begin(GatewayEffect.LookAt look, IActorRef gateway, CancellationToken cancellation)
    {
        IsBusy = true;
        var began = time.GetUtcNow();
        LookAsync(look, began, cancellation).PipeTo(
            gateway, success: inspected => inspected, failure: _ => new Inspected([], null, began));
    }

    /// <summary>What was seen, without functions of workflows that were on trial meanwhile.</summary>
    public IReadOnlyList<Inspection> End(Inspected inspected, Func<FunctionId, IReadOnlyList<WorkflowId>> usersOf)
    {
        IsBusy = false;
        return
        [
            .. inspected.Seen.Where(look => !usersOf(look.Function).Any(user =>
                _tried.TryGetValue(user, out var at) && at >= inspected.Began - Grace))
        ];
    }

    private async Task<Inspected> LookAsync(
        GatewayEffect.LookAt look, DateTimeOffset began, CancellationToken cancellation)
    {
        var stemCells = look.StemCells is { } targets ? await platform.LookAtStemCellsAsync(targets, cancellation) : null;
        var seen = new List<Inspection>(look.Functions.Count);
        foreach (var function in look.Functions)
            seen.Add(new Inspection(function, await platform.FindAsync(function, cancellation)));
        return new Inspected(seen, stemCells, began);
    }

    /// <summary>A look at the platform ended; nothing was seen where it broke off.</summary>
    internal sealed record Inspected(IReadOnlyList<Inspection> Seen, StemCellLookup? StemCells, DateTimeOffset Began);
}
