using System.Runtime.CompilerServices;

namespace AquaTope.Models.Pools.Learning;

/// <summary>
/// The chance that a gap ends now, by its length so far: the hazard of a renewal process, estimated from the gaps seen
/// before. Short gaps are told apart to the window, longer ones to a tenth of their length.
/// </summary>
/// <remarks>
/// Three estimates, each the prior of the next: from all gaps that lasted as long or longer, from gaps of about the
/// same length, from gaps of the same length.
/// </remarks>
internal sealed class GapHazard
{
    private const int ToldApart = 32;
    private const double Growth = 0.1;
    private const int Longest = 2880;
    private const float Fading = 0.99f;
    private const double TailStrength = 0.5;
    private const double Strength = 0.7;

    private static readonly byte[] ClassOf = Classes();
    private static readonly int ClassCount = ClassOf[^1] + 1;

    private readonly EventTable _gaps = new(ClassCount, Fading);
    private int _longestClass;

    /// <summary>The chance by gaps that lasted at least as long.</summary>
    public double Tail { get; private set; }

    /// <summary>The chance by gaps of about that length.</summary>
    public double Near { get; private set; }

    /// <summary>The chance by gaps of that length.</summary>
    public double Exact { get; private set; }

    /// <summary>Estimates the chance that a gap which has lasted that many windows ends with the next.</summary>
    [MethodImpl(Compiled.AtOnce)]
    public void Estimate(int gap, double prior)
    {
        var at = ClassOf[Math.Min(gap, Longest)];
        double hits = 0, trials = 0;
        for (var i = (int)at; i <= _longestClass; i++)
        {
            hits += _gaps.Hits(i);
            trials += _gaps.Trials(i);
        }
        Tail = (hits + TailStrength * prior) / (trials + TailStrength);

        var reach = at == 0 ? 0 : at < 4 ? 1 : at < 16 ? 3 : 4;
        hits = trials = 0;
        for (var i = Math.Max(Math.Min(1, (int)at), at - reach); i <= Math.Min(ClassCount - 1, at + reach); i++)
        {
            var weight = 1.0 / (1 + Math.Abs(i - at));
            hits += weight * _gaps.Hits(i);
            trials += weight * _gaps.Trials(i);
        }
        Near = (hits + Strength * Tail) / (trials + Strength);
        Exact = _gaps.Chance(at, Near, Strength);
    }

    /// <summary>Counts whether a gap that had lasted that many windows ended.</summary>
    [MethodImpl(Compiled.AtOnce)]
    public void Count(int gap, bool ended)
    {
        var at = ClassOf[Math.Min(gap, Longest)];
        _gaps.Count(at, ended);
        _longestClass = Math.Max(_longestClass, at);
    }

    private static byte[] Classes()
    {
        var classes = new byte[Longest + 1];
        byte next = 0;
        for (var gap = 0; gap <= Longest; next++)
        {
            var width = gap < ToldApart ? 1 : (int)(Growth * gap);
            for (var i = 0; i < width && gap <= Longest; i++) classes[gap++] = next;
        }
        return classes;
    }
}
