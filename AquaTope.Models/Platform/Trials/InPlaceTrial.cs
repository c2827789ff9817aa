using AquaTope.Models.Identity;

namespace AquaTope.Models.Platform.Trials;

/// <summary>
/// A trial that runs on functions themselves: until it is over they have its limits and not what was wished.
/// </summary>
/// <param name="Functions">On which it runs.</param>
/// <param name="Asked">
/// When the study last asked whether it may go on, by the study's clock; later than its start.
/// </param>
/// <param name="Heard">When the gateway last heard of it; <see langword="null"/> since the gateway came back.</param>
public sealed record InPlaceTrial(IReadOnlyList<FunctionId> Functions, DateTimeOffset? Asked, DateTimeOffset? Heard)
{
    /// <summary>
    /// A study asks every second while a trial runs, and breaks it off where it was not answered for
    /// <see cref="Patience"/>. So one that was not heard of for this long runs no more.
    /// </summary>
    public static readonly TimeSpan SilentFor = TimeSpan.FromSeconds(45);

    /// <summary>
    /// Whether what a study said at an instant, by its clock, is of a time before this trial: the end of another, or a
    /// question for one that does not run yet. A question that is not tells that this one runs no more, since a
    /// study has one trial at a time.
    /// </summary>
    public bool IsBefore(DateTimeOffset? said) => said <= Asked;

    /// <summary>How long a trial goes on without the gateway's word.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
}
