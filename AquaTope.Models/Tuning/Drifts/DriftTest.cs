using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning.Drifts;

/// <summary>
/// Watches whether more runs miss a promise than it allows, run by run (Page's cumulative sum, 1954). The evidence is
/// the logarithm of the likelihood ratio of <see cref="SuspectedShare"/> against the allowed share of misses, and is
/// forgotten whenever it would fall below zero. While no more than the allowed share miss, alarms come at least
/// <c>runsBetweenFalseAlarms</c> runs apart on average (Lorden 1971).
/// </summary>
/// <param name="Evidence">In nats; zero when nothing speaks for a drift.</param>
public readonly record struct DriftTest(double Evidence)
{
    /// <summary>The evidence after one more run.</summary>
    public DriftTest With(QosTarget qos, bool missed)
    {
        var allowed = 1 - qos.Percentile;
        var suspected = SuspectedShare(qos);
        var ratio = missed ? suspected / allowed : (1 - suspected) / (1 - allowed);
        return new DriftTest(Math.Max(0, Evidence + Math.Log(ratio)));
    }

    /// <summary>Whether there is evidence enough for an alarm.</summary>
    public bool Alarms(double runsBetweenFalseAlarms) => Evidence >= Math.Log(runsBetweenFalseAlarms);

    /// <summary>The share of misses to be noticed soonest: three times the allowed one, or half-way to all.</summary>
    public static double SuspectedShare(QosTarget qos)
    {
        var allowed = 1 - qos.Percentile;
        return Math.Min(3 * allowed, (1 + allowed) / 2);
    }
}
