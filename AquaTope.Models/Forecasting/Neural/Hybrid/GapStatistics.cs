namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>
/// The gaps between active windows so far, and how likely one that has lasted some time is to end now. A gap of 1 means
/// that two windows in a row were active.
/// </summary>
internal sealed class GapStatistics
{
    /// <summary>
    /// Pseudo-observations with which a hazard is pulled towards the share of active windows, so that one gap seen once
    /// is not yet a law.
    /// </summary>
    private const double Prior = 1;

    /// <summary>The share of a gap's length within which others count as equally long.</summary>
    private const double Tolerance = 0.1;

    private int[] _ofLength = new int[64];
    private int[] _atLeast = new int[64];
    private double _sumOfLogs;
    private double _squaresOfLogs;

    /// <summary>Gaps so far.</summary>
    public int Count { get; private set; }

    /// <summary>The last gap; 0 before the first.</summary>
    public int Last { get; private set; }

    /// <summary>The mean of the gaps' logarithms; 0 before the first.</summary>
    public double MeanLog => Count == 0 ? 0 : _sumOfLogs / Count;

    /// <summary>The standard deviation of the gaps' logarithms.</summary>
    public double DeviationLog =>
        Count == 0 ? 0 : Math.Sqrt(Math.Max(0, _squaresOfLogs / Count - MeanLog * MeanLog));

    /// <summary>A gap ended.</summary>
    public void Add(int gap)
    {
        if (gap >= _ofLength.Length)
        {
            Array.Resize(ref _ofLength, Math.Max(gap + 1, 2 * _ofLength.Length));
            Array.Resize(ref _atLeast, _ofLength.Length);
        }
        _ofLength[gap]++;
        for (var length = 1; length <= gap; length++) _atLeast[length]++;
        var log = Math.Log(gap);
        _sumOfLogs += log;
        _squaresOfLogs += log * log;
        Count++;
        Last = gap;
    }

    /// <summary>The chance that a gap which has reached a length ends with it.</summary>
    /// <param name="length">The length, at least 1.</param>
    /// <param name="share">The share of active windows, for want of better.</param>
    /// <param name="exact">Whether only gaps of exactly that length count, or also those about as long.</param>
    /// <returns>The chance, and how many times a gap has come so far before.</returns>
    public (double Hazard, int Exposed) HazardAt(int length, double share, bool exact)
    {
        var tolerance = exact || length == 1 ? 0 : (int)Math.Ceiling(Tolerance * length);
        int ended = 0, exposed = 0;
        for (var at = length - tolerance; at <= Math.Min(length + tolerance, _ofLength.Length - 1); at++)
        {
            ended += _ofLength[at];
            exposed += _atLeast[at];
        }
        return ((ended + Prior * share) / (exposed + Prior), exposed);
    }
}
