using Akka.Actor;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;

namespace AquaTope.Actors.Platform;

/// <summary>
/// Looks at what the platform has, first at stem cells, then at functions one after the other, and one look at a time.
/// What was seen of a function on which a trial ended meanwhile is passed over: it may have been the trial's.
/// </summary>
internal sealed class PlatformInspector(IPlatform platform, TimeProvider time)
{
    private readonly Dictionary<FunctionId, DateTimeOffset> _tried = [];

    public bool IsBusy { get; private set; }

    /// <summary>Functions have their own limits again, which a trial had changed.</summary>
    public void Spare(IEnumerable<FunctionId> functions)
    {
        foreach (var function in functions) _tried[function] = time.GetUtcNow();
    }

    /// <summary>Begins a look, which ends with <see cref="Inspected"/>.</summary>
    public void Begin(GatewayEffect.LookAt look, IActorRef gateway, CancellationToken cancellation)
    {
        IsBusy = true;
        var began = time.GetUtcNow();
        LookAsync(look, began, cancellation).PipeTo(
            gateway, success: inspected => inspected, failure: _ => new Inspected([], null, began));
    }

    /// <summary>What was seen, without functions that were on trial at the beginning and are no more.</summary>
    public IReadOnlyList<Inspection> End(Inspected inspected)
    {
        IsBusy = false;
        return
        [
            .. inspected.Seen.Where(look => !(_tried.TryGetValue(look.Function, out var at) && at >= inspected.Began))
        ];
    }

    private async Task<Inspected> LookAsync(
        GatewayEffect.LookAt look, DateTimeOffset began, CancellationToken cancellation)
    {
        var stemCells = look.StemCells is { } targets
            ? await platform.LookAtStemCellsAsync(targets, cancellation)
            : null;
        var seen = new List<Inspection>(look.Functions.Count);
        foreach (var function in look.Functions)
            seen.Add(new Inspection(function, await platform.FindAsync(function, cancellation)));
        return new Inspected(seen, stemCells, began);
    }

    /// <summary>A look at the platform ended; nothing was seen where it broke off.</summary>
    internal sealed record Inspected(IReadOnlyList<Inspection> Seen, StemCellLookup? StemCells, DateTimeOffset Began);
}
