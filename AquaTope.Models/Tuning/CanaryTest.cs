using System.Text.Json.Serialization;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning;

/// <summary>
/// Judges an adopted plan run by run against what was seen under the plan before: whether more runs miss the promise,
/// whether they cost more, and whether the platform fails more of them. Sequential tests (Wald 1945), each of which a
/// plan that is no worse fails with at most half of the allowed probability, however long it is watched (Ville's
/// inequality); the third only where the platform itself is no worse than before.
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
/// <para>
/// Failures: as misses, with <see cref="ToleratedFailures"/> in place of what the promise allows. A plan that no
/// invoker has room for fails so, and shows no latency that could be judged.
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

    /// <summary>The share of runs that the platform may fail without speaking against a plan.</summary>
    public const double ToleratedFailures = 0.05;

    private const double SuspectedDearer = 0.75;

    /// <summary>Evidence in nats that the platform fails more runs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Failing { get; init; }

    /// <summary>Further runs, which the platform failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long LetDown { get; init; }

    /// <summary>The test after one more run under the plan.</summary>
    /// <param name="qos">The promise.</param>
    /// <param name="before">What was seen under the plan before.</param>
    /// <param name="missed">Whether the run missed the promise, cold starts taken off.</param>
    /// <param name="cost">What it cost; <see langword="null"/> where that is unknown.</param>
    /// <param name="tolerance">As <see cref="CanaryOptions.CostTolerance"/>.</param>
    public CanaryTest With(QosTarget qos, PlanFigures before, bool missed, Cost? cost, double tolerance)
    {
        var tolerated = ToleratedShare(qos, before);
        var dearer = cost is { } paid && JudgesCost(qos, before)
            ? Math.Log(2 * (paid.Amount > before.MedianCost!.Value.Amount * (1 + tolerance)
                ? SuspectedDearer
                : 1 - SuspectedDearer))
            : 0;
        return this with
        {
            Misses = Misses + Evidence(missed, tolerated),
            Dearer = Dearer + dearer,
            Failing = Failing + Evidence(false, ToleratedFailing(before)),
            Runs = Runs + 1,
            Missed = Missed + (missed ? 1 : 0)
        };
    }

    /// <summary>The test after one more run that the platform failed.</summary>
    /// <param name="before">What was seen under the plan before.</param>
    public CanaryTest WithLetDown(PlanFigures before) => this with
    {
        Failing = Failing + Evidence(true, ToleratedFailing(before)),
        LetDown = LetDown + 1
    };

    /// <summary>Whether more runs miss the promise than under the plan before.</summary>
    public bool IsLate(double falseTakeBacks) => Misses >= Math.Log(2 / falseTakeBacks);

    /// <summary>Whether runs cost more than under the plan before.</summary>
    public bool IsDearer(double falseTakeBacks) => Dearer >= Math.Log(2 / falseTakeBacks);

    /// <summary>Whether the platform fails more runs than under the plan before.</summary>
    public bool IsFailing(double falseTakeBacks) => Failing >= Math.Log(2 / falseTakeBacks);

    /// <summary>The share of runs that may miss the promise without speaking against a plan.</summary>
    public static double ToleratedShare(QosTarget qos, PlanFigures before) =>
        Tolerated(1 - qos.Percentile, before.Missed, before.Runs);

    private static double ToleratedFailing(PlanFigures before) =>
        Tolerated(ToleratedFailures, before.LetDown, before.Runs + before.LetDown);

    // What is allowed, or the share up to which the one before may have lain where that was more.
    private static double Tolerated(double allowed, long before, long of)
    {
        if (before <= allowed * of) return allowed;
        double runs = of, share = before / runs;
        var square = BaselineQuantile * BaselineQuantile;
        var bound = (share + square / (2 * runs)
                     + BaselineQuantile * Math.Sqrt(share * (1 - share) / runs + square / (4 * runs * runs)))
                    / (1 + square / runs);
        return Math.Min(bound, 0.99);
    }

    // Three times the tolerated share, or half-way from it to all, against the tolerated share.
    private static double Evidence(bool counts, double tolerated)
    {
        var suspected = Math.Min(3 * tolerated, (1 + tolerated) / 2);
        return Math.Log(counts ? suspected / tolerated : (1 - suspected) / (1 - tolerated));
    }

    private static bool JudgesCost(QosTarget qos, PlanFigures before) =>
        before.MedianCost is not null && KeptPromise(qos, before);

    private static bool KeptPromise(QosTarget qos, PlanFigures before) =>
        before.Missed <= (1 - qos.Percentile) * before.Runs;
}
