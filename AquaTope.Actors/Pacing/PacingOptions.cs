using AquaTope.Models.Quantities;

namespace AquaTope.Actors.Pacing;

/// <summary>When windows close.</summary>
public sealed record PacingOptions
{
    public WindowLength Window { get; init; } = WindowLength.OneMinute;

    /// <summary>
    /// How long after its end a window is held open for activations still on their way. A report that comes later
    /// counts in the window then open.
    /// </summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromSeconds(2);
}
