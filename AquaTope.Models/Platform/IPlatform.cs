using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Trials;

namespace AquaTope.Models.Platform;

/// <summary>
/// The port to a serverless platform. Every expected failure is a value; an implementation throws only for its own
/// defects. Implementations are safe to call concurrently.
/// </summary>
public interface IPlatform
{
    /// <summary>What the platform can be asked to do, and within which limits.</summary>
    Task<PlatformDescription> DescribeAsync(CancellationToken cancellation);

    /// <summary>What the platform knows of a function: its kind and present limits, or that there is none.</summary>
    Task<FunctionLookup> FindAsync(FunctionId function, CancellationToken cancellation);

    /// <summary>What the invokers keep of the stem cells that these targets are about.</summary>
    /// <param name="targets">What the platform was last made to keep.</param>
    /// <param name="cancellation">Ends the look.</param>
    Task<StemCellLookup> LookAtStemCellsAsync(
        IReadOnlyList<StemCellTarget> targets, CancellationToken cancellation);

    /// <summary>
    /// Makes the platform as the change says. Compares first and changes only what differs, so that a change repeated
    /// after an unanswered call does nothing the second time.
    /// </summary>
    Task<PlatformOutcome> ApplyAsync(PlatformChange change, CancellationToken cancellation);

    /// <summary>Runs a workflow under a trial's configurations and reports what every stage took.</summary>
    Task<TrialOutcome> MeasureAsync(TrialOrder order, CancellationToken cancellation);

    /// <summary>
    /// Removes what trials left behind whose process ended in the middle. Called while no
    /// trial runs, before the first one.
    /// </summary>
    Task RemoveLeftoversAsync(CancellationToken cancellation);
}
