namespace AquaTope.Models.Optimization;

/// <summary>Which latency of a plan its target is held against.</summary>
public enum QosMeasure
{
    /// <summary>
    /// The promised percentile of end-to-end latency, noise and stragglers included: P(T &lt;= target) &gt;= p. What a
    /// served workflow promises.
    /// </summary>
    Percentile = 0,

    /// <summary>Every stage at its undisturbed time: the median run, in which nothing straggles.</summary>
    Nominal = 1,

    /// <summary>Every stage at its mean time, noise and stragglers included.</summary>
    Mean = 2
}
