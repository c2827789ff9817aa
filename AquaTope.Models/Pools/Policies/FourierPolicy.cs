using AquaTope.Models.Pools.Policies.Trackers;

namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// The forecast of IceBreaker (Roy et al., ASPLOS 2022): a straight trend and the strongest harmonics of the last
/// windows, continued by one window; as many containers are ready as it says, rounded up.
/// </summary>
public sealed class FourierPolicy : IPrewarmPolicy
{
    /// <summary>The name it is called by.</summary>
    public const string DefaultName = "fft";

    /// <summary>
    /// Windows looked back: two hours of minutes, in which all periods of common timers have whole cycles.
    /// </summary>
    internal const int Length = 120;

    /// <summary>Harmonics that are continued.</summary>
    internal const int Harmonics = 10;

    public string Name => DefaultName;

    public IPoolTracker Track() => new FourierTracker();
}
