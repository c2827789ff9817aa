using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning;

/// <summary>
/// Judges an adopted plan run by run against what was seen under the plan before: whether more runs miss the promise,
/// and whether they cost more. Two sequential tests (Wald 1945), each of which a plan that is no worse fails with at
/// most half of the allowed probability, however long it is watched (Ville's inequality).
/// </summary>
/// <remarks>
/// <para>
/// Misses: the likelihood ratio of three times the tolerated share, or half-way from it to all, against the tolerated
/// share. Tolerated is what the promise allows; where more runs missed under the plan before, the share up to which
/// that share may have lain (Wilson's upper bound at <see cref="BaselineQuantile"/> standard errors): a plan that is
/// found because the promise is broken may improve matters without mending them.
/// </para>
/// <para>
/// Cost: half of the runs of a plan that is no dearer cost no more than the median run before. The ratio is that of
/// three quarters of dearer runs against one half. Not judged where the plan before broke the promise, since keeping it
/// may be worth its price, nor where its cost is unknown.
/// </para>
/// </remarks>
/// <param name="Misses">Evidence in nats that more runs miss the promise.</param>
/// <param name="Dearer">Evidence in nats that runs cost more.</param>
/// <param name="Runs">Runs judged.</param>
/// <param name="Missed">Of these, the ones that missed the promise.</param>
public readonly record struct CanaryTest(double Misses, double Dearer, long Runs, long Missed)
{
    /// <summary>Standard errors above the share of misses that was seen under the plan before.</summary>
    public const double BaselineQuantile = 2;

    private const double SuspectedDearer = 0.75;

    /// <summary>The test after one more run under the plan.</summary>
    /// <param name="qos">The promise.</param>
    /// <param name="before">What was seen under the plan before.</param>
    /// <param name="missed">Whether the run missed the promise, cold starts taken off.</param>
    /// <param name="cost">What it cost; <see langword="null"/> where that is unknown.</param>
    /// <param name="tolerance">As <see cref="CanaryOptions.CostTolerance"/>.</param>
    public CanaryTest With(QosTarget qos, PlanFigures before, bool missed, Cost? cost, double tolerance)
    {
        var tolerated = ToleratedShare(qos, before);
        var suspected = Math.Min(3 * tolerated, (1 + tolerated) / 2);
        var misses = Math.Log(missed ? suspected / tolerated : (1 - suspected) / (1 - tolerated));
        var dearer = cost is { } paid && JudgesCost(qos, before)
            ? Math.Log(2 * (paid.Amount > before.MedianCost!.Value.Amount * (1 + tolerance)
                ? SuspectedDearer
                : 1 - SuspectedDearer))
            : 0;
        return new CanaryTest(Misses + misses, Dearer + dearer, Runs + 1, Missed + (missed ? 1 : 0));
    }

    /// <summary>Whether more runs miss the promise than under the plan before.</summary>
    public bool IsLate(double falseTakeBacks) => Misses >= Math.Log(2 / falseTakeBacks);

    /// <summary>Whether runs cost more than under the plan before.</summary>
    public bool IsDearer(double falseTakeBacks) => Dearer >= Math.Log(2 / falseTakeBacks);

    /// <summary>The share of runs that may miss the promise without speaking against a plan.</summary>
    public static double ToleratedShare(QosTarget qos, PlanFigures before)
    {
        var allowed = 1 - qos.Percentile;
        if (KeptPromise(qos, before)) return allowed;
        double runs = before.Runs, share = before.Missed / runs;
        var square = BaselineQuantile * BaselineQuantile;
        var bound = (share + square / (2 * runs)
                     + BaselineQuantile * Math.Sqrt(share * (1 - share) / runs + square / (4 * runs * runs)))
                    / (1 + square / runs);
        return Math.Min(bound, 0.99);
    }

    private static bool JudgesCost(QosTarget qos, PlanFigures before) =>
        before.MedianCost is not null && KeptPromise(qos, before);

    private static bool KeptPromise(QosTarget qos, PlanFigures before) =>
        before.Missed <= (1 - qos.Percentile) * before.Runs;
}
