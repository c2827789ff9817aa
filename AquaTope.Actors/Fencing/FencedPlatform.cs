using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Trials;

namespace AquaTope.Actors.Fencing;

/// <summary>A platform that is changed only while a fence is held.</summary>
public sealed class FencedPlatform(IPlatform platform, IFence fence) : IPlatform
{
    private const string FencedOff = "this node has lost the lease under which it may change the platform";

    public Task<PlatformDescription> DescribeAsync(CancellationToken cancellation) =>
        platform.DescribeAsync(cancellation);

    public Task<FunctionLookup> FindAsync(FunctionId function, CancellationToken cancellation) =>
        platform.FindAsync(function, cancellation);

    public Task<StemCellLookup> LookAtStemCellsAsync(
        IReadOnlyList<StemCellTarget> targets, CancellationToken cancellation) =>
        platform.LookAtStemCellsAsync(targets, cancellation);

    public Task<PlatformOutcome> ApplyAsync(PlatformChange change, CancellationToken cancellation) =>
        fence.IsHeld
            ? FencedCall.Behind(fence, () => platform.ApplyAsync(change, cancellation))
            : Task.FromResult<PlatformOutcome>(new PlatformOutcome.Unreachable(FencedOff));

    public Task<TrialOutcome> MeasureAsync(TrialOrder order, CancellationToken cancellation) =>
        fence.IsHeld
            ? FencedCall.Behind(fence, () => platform.MeasureAsync(order, cancellation))
            : Task.FromResult<TrialOutcome>(new TrialOutcome.NotRun(FencedOff));

    // What another node's trial needs looks like what one left behind, so only the holder clears away.
    public Task RemoveLeftoversAsync(CancellationToken cancellation) =>
        fence.IsHeld ? platform.RemoveLeftoversAsync(cancellation) : Task.CompletedTask;
}
