using AquaTope.Models.Quantities;

namespace AquaTope.Host.Configuration;

/// <summary>Section <c>Window</c>: the grain of demand and of decisions.</summary>
public sealed record WindowSection
{
    public int Seconds { get; init; } = 60;

    /// <summary>How long after its end a window is held open for activations on their way, in seconds.</summary>
    public double LatenessSeconds { get; init; } = 2;

    public WindowLength Length => WindowLength.FromSeconds(Seconds);

    public IEnumerable<string> Problems()
    {
        if (Seconds is < 1 or > 86_400) yield return $"Window:Seconds is {Seconds}; it must lie between 1 and 86400.";
        if (!(LatenessSeconds >= 0 && LatenessSeconds <= 3600))
            yield return $"Window:LatenessSeconds is {LatenessSeconds}; it must lie between 0 and 3600.";
    }
}
