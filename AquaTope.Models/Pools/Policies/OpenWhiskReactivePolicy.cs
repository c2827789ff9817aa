using AquaTope.Models.Quantities;

namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// What a stock OpenWhisk does by itself: a container outlives its last use by ten minutes, and cold starts of the
/// window just closed call for stem cells (prewarmed containers) beside the warm ones.
/// </summary>
/// <remarks>
/// The number of stem cells is that of the invoker's reactive configuration:
/// <c>coldStarts &gt; 0 ? min(max(minCount, ⌊coldStarts / threshold⌋ · increment), maxCount) : minCount</c>.
/// Two things differ from an invoker, which replays by window cannot express. It looks at cold starts every ten
/// minutes and drops stem cells two minutes after their creation; here both happen at each window's end. And its stem
/// cells belong to a runtime and memory size that many functions share, so one function's share of the standing minimum
/// is next to nothing: <see cref="StemCells.OfOneFunction"/> therefore has no minimum where the stock manifest has one.
/// A minimum of one for every function would hold a container for each idle function for ever, and make the platform
/// look far more wasteful than it is.
/// </remarks>
public sealed class OpenWhiskReactivePolicy(WindowLength window, StemCells stemCells)
    : WindowPolicy(OpenWhiskReactivePolicy.DefaultName, (int)Math.Ceiling(IdleTimeout / window.Duration))
{
    /// <summary>The name it is called by.</summary>
    public const string DefaultName = "openwhisk-reactive";

    /// <summary>The platform's <c>idle-container</c> timeout.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(10);

    public override int Target(ReadOnlySpan<int> demand, in PoolOutlook outlook)
    {
        var coldStarts = demand.IsEmpty ? 0 : Math.Max(0, demand[^1] - outlook.Ready);
        return KeepAlivePolicy.Highest(demand, History) + stemCells.Desired(coldStarts);
    }
}
