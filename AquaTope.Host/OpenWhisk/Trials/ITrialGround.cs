using AquaTope.Models.Platform.Trials;

namespace AquaTope.Host.OpenWhisk.Trials;

/// <summary>
/// Where the stages of a trial run under its limits: made before, cleared afterwards whatever happened.
/// </summary>
internal interface ITrialGround
{
    /// <summary>Puts the plan in force. Answers why that cannot be, or <see langword="null"/>.</summary>
    Task<TrialOutcome?> PrepareAsync(CancellationToken cancellation);

    /// <summary>The path below <c>/api/v1</c> of the action that runs for a stage.</summary>
    string PathOf(int stage);

    /// <summary>
    /// Leaves the platform as it was. Not canceled with the trial; failure is logged. Answers whether the workflow's
    /// functions have the limits again that they had.
    /// </summary>
    Task<bool> ClearAsync();
}
