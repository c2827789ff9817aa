namespace AquaTope.Models.Simulation.Workloads;

/// <summary>
/// Single invocations with lognormal gaps between them, often short and sometimes very long. Most functions of ATC'20
/// are of this kind: seldom invoked, and at no fixed times.
/// </summary>
/// <param name="MeanGapMinutes">Expected minutes between two invocations.</param>
/// <param name="GapSigma">Standard deviation of the logarithm of a gap.</param>
public sealed record IntermittentPattern(double MeanGapMinutes, double GapSigma) : ArrivalPattern
{
    private protected override void Fill(Span<int> counts, int seed, ulong subject)
    {
        var median = MeanGapMinutes * Math.Exp(-GapSigma * GapSigma / 2);
        var at = -MeanGapMinutes * Chance.Of(seed, subject, -1).Uniform(0);
        for (var arrival = 0; at < counts.Length; arrival++)
        {
            if (at >= 0) counts[(int)at]++;
            at += median * Math.Exp(GapSigma * Chance.Of(seed, subject, arrival).Normal(0));
        }
    }
}
