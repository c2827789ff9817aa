using System.Collections.Immutable;
using AquaTope.Models.Optimization.Acquisition;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tuning.Drifts;

/// <summary>
/// How much speaks for a change in one direction: bets on the ranks of runs among those of a reference, against
/// what the ranks of like runs are.
/// </summary>
/// <remarks>
/// The places between n runs of a reference, n + 1 of them, form five cells. If nothing changed, the next run falls
/// into a cell of w places, into which c of the m runs since the beginning fell, with probability
/// <c>(w + c) / (n + 1 + m)</c>, whatever the distribution (Pólya's urn). The bets are on runs that moved by
/// <see cref="Shifts"/> standard deviations of a normal score, each of them learning from the runs since the beginning
/// where they really fall; what the bets have won is averaged. A cell holds a fifth, so that a few stragglers in a row,
/// whatever they take, are no proof.
/// </remarks>
public sealed record ChangeEvidence
{
    private const int Cells = 5;

    // The share of each bet that is on no change, so that a run that speaks against it does not end the matter.
    private const double Reserve = 0.05;

    // So many runs say as much about where runs fall now as the shift that was bet on.
    private const double Belief = 20;

    // A bet wins no more, so that a change that is taken back is soon forgotten; far above what an alarm needs.
    private const double Most = 30;

    private static readonly double[] Shifts = [1, 1.5, 2, 3, 4];

    private ImmutableArray<double> _nats = [.. Shifts.Select(_ => 0.0)];
    private ImmutableArray<int> _counts = [.. new int[Cells]];

    private ChangeEvidence()
    {
    }

    /// <summary>Nothing speaks for a change.</summary>
    public static ChangeEvidence None { get; } = new();

    /// <summary>Runs since the evidence was last zero.</summary>
    public int Runs { get; private init; }

    /// <summary>The most it was since then, in nats: an alarm lasts until the evidence is gone.</summary>
    public double Peak { get; private init; }

    /// <summary>The logarithm of the likelihood ratio, the mean over the bets.</summary>
    public double Nats
    {
        get
        {
            var largest = _nats.Max();
            return largest + Math.Log(_nats.Average(nats => Math.Exp(nats - largest)));
        }
    }

    /// <summary>
    /// The evidence after one more run; it begins anew where it would be nothing or less (Page 1954).
    /// </summary>
    /// <param name="passed">How many runs of the reference it lies beyond, in the direction that is watched.</param>
    /// <param name="reference">Runs in the reference.</param>
    internal ChangeEvidence With(int passed, int reference)
    {
        var places = reference + 1;
        var cell = passed * Cells / places;
        var (first, end) = (FirstPlace(cell, places), FirstPlace(cell + 1, places));
        var expected = (end - first + _counts[cell]) / (double)(places + Runs);
        var nats = Shifts.Select(Won).ToImmutableArray();
        var next = new ChangeEvidence
        {
            _nats = nats, _counts = _counts.SetItem(cell, _counts[cell] + 1), Runs = Runs + 1
        };
        return next.Nats <= 0 ? None : next with { Peak = Math.Max(Peak, next.Nats) };

        double Won(double shift, int bet)
        {
            var share = (Belief * Share(shift) + _counts[cell]) / (Belief + Runs);
            return Math.Min(Most, _nats[bet] + Math.Log(share / expected));
        }

        double Share(double shift) =>
            (1 - Reserve) * (Below(end, shift) - Below(first, shift)) + Reserve * (end - first) / places;

        double Below(int place, double shift) => place == 0 ? 0
            : place == places ? 1
            : NormalTail.Probability(StandardNormal.Quantile((double)place / places) - shift);
    }

    public bool Equals(ChangeEvidence? other) =>
        other is not null && Runs == other.Runs && Peak.Equals(other.Peak) && _nats.SequenceEqual(other._nats)
        && _counts.SequenceEqual(other._counts);

    public override int GetHashCode() => HashCode.Combine(Runs, Peak, Nats);

    // The first place p of n + 1 with p * Cells / (n + 1) >= cell.
    private static int FirstPlace(int cell, int places) => (cell * places + Cells - 1) / Cells;
}
