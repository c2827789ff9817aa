using AquaTope.Models.Quantities;

namespace AquaTope.Models.Pools;

/// <summary>
/// The hybrid histogram policy of "Serverless in the Wild" (Shahrad et al., ATC 2020): after a use, containers are let
/// go for the head of the histogram of idle times and are ready again until its tail.
/// </summary>
/// <remarks>
/// One-minute bins up to four hours. Containers are ready from the 5th percentile of idle times, less a tenth, to the
/// 99th, plus a tenth. Where the histogram is not representative - the bins' counts vary by less than a coefficient of
/// 2 - the standard keep-alive of ten minutes decides; where more than half of the idle times lie beyond the histogram,
/// an autoregressive forecast of the next idle time does, with a margin of 15 % to either side. How many are ready is
/// what the last busy window needed: the original keeps or does not keep an application.
/// </remarks>
public sealed class HistogramPolicy(WindowLength window) : IPrewarmPolicy
{
    /// <summary>The name it is called by.</summary>
    public const string DefaultName = "histogram";

    public string Name => DefaultName;

    /// <summary>Bins of the histogram: the windows in four hours.</summary>
    internal int Range { get; } = Math.Max(1, (int)(TimeSpan.FromHours(4) / window.Duration));

    /// <summary>Windows of the standard keep-alive.</summary>
    internal int KeepAlive { get; } = (int)Math.Ceiling(TimeSpan.FromMinutes(10) / window.Duration);

    public IPoolTracker Track() => new HistogramTracker(this);
}
