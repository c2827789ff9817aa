using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Pools.Policies.Trackers;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// The hybrid histogram policy of "Serverless in the Wild" (Shahrad et al., ATC 2020): after a use, containers are let
/// go for the head of the histogram of idle times and are ready again until its tail, see
/// <see cref="HybridHistogram"/>.
/// </summary>
/// <remarks>
/// How many are ready is what the last busy window needed: the original keeps or does not keep an application.
/// </remarks>
public sealed class HistogramPolicy(WindowLength window) : IPrewarmPolicy
{
    /// <summary>The name it is called by.</summary>
    public const string DefaultName = "histogram";

    public string Name => DefaultName;

    public IPoolTracker Track() => new HistogramTracker(window);
}
