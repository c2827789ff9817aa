namespace AquaTope.Models.Tuning;

/// <summary>How much speaks for a change in one direction, see <see cref="ExecutionWatch"/>.</summary>
/// <param name="Nats">The logarithm of the likelihood ratio; zero when nothing speaks for a change.</param>
/// <param name="Runs">Runs since it was last zero.</param>
/// <param name="Extreme">Of these, the ones beyond the reference's extreme fifth.</param>
/// <param name="Peak">The most it was since it was last zero, in nats: an alarm lasts until the evidence is gone.</param>
public readonly record struct ChangeEvidence(double Nats, int Runs, int Extreme, double Peak)
{
    /// <summary>The evidence after one more run.</summary>
    /// <param name="isExtreme">Whether the run lies beyond the reference's extreme part.</param>
    /// <param name="extreme">How many runs of the reference are that part.</param>
    /// <param name="reference">Runs in the reference.</param>
    internal ChangeEvidence With(bool isExtreme, int extreme, int reference)
    {
        // Once so many extreme runs are no surprise any more, none of them can add to the evidence.
        var expected = (extreme + Extreme) / (reference + 1.0 + Runs);
        if (expected >= ExecutionWatch.SuspectedShare) return default;
        var ratio = isExtreme
            ? ExecutionWatch.SuspectedShare / expected
            : (1 - ExecutionWatch.SuspectedShare) / (1 - expected);
        var nats = Nats + Math.Log(ratio);
        return nats <= 0
            ? default
            : new ChangeEvidence(nats, Runs + 1, Extreme + (isExtreme ? 1 : 0), Math.Max(Peak, nats));
    }
}
