using Akka.Actor;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;

namespace AquaTope.Actors.Platform;

/// <summary>
/// Looks at what functions have on the platform, one after the other and one look at a time. Functions on which a trial
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
    public void Begin(IReadOnlyList<FunctionId> functions, IActorRef gateway, CancellationToken cancellation)
    {
        IsBusy = true;
        var began = time.GetUtcNow();
        LookAsync(functions, cancellation).PipeTo(
            gateway, success: seen => new Inspected(seen, began), failure: _ => new Inspected([], began));
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

    private async Task<IReadOnlyList<Inspection>> LookAsync(
        IReadOnlyList<FunctionId> functions, CancellationToken cancellation)
    {
        var seen = new List<Inspection>(functions.Count);
        foreach (var function in functions)
            seen.Add(new Inspection(function, await platform.FindAsync(function, cancellation)));
        return seen;
    }

    /// <summary>A look at the platform ended; nothing was seen where it broke off.</summary>
    internal sealed record Inspected(IReadOnlyList<Inspection> Seen, DateTimeOffset Began);
}
