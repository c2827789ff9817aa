using AquaTope.Models.Identity;
using AquaTope.Models.Platform;

namespace AquaTope.Host.Node;

/// <summary>
/// A platform that is only observed: it lets no trial run, also not on copies of functions. Changes never reach it,
/// since the gateway withholds them in this mode.
/// </summary>
internal sealed class TrialFreePlatform(IPlatform platform) : IPlatform
{
    public Task<PlatformDescription> DescribeAsync(CancellationToken cancellation) => platform.DescribeAsync(cancellation);

    public Task<FunctionLookup> FindAsync(FunctionId function, CancellationToken cancellation) =>
        platform.FindAsync(function, cancellation);

    public Task<PlatformOutcome> ApplyAsync(PlatformChange change, CancellationToken cancellation) =>
        platform.ApplyAsync(change, cancellation);

    public Task<TrialOutcome> MeasureAsync(TrialOrder order, CancellationToken cancellation) =>
        Task.FromResult<TrialOutcome>(new TrialOutcome.NotRun("mode observe runs no trials"));
}
