namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>
/// Sparse demand as a renewal process: the chance that the next window is active follows from how long it has been idle
/// and how long the gaps between active windows were before; how much it then needs, from what active windows needed.
/// A timer every 15 minutes is expected around its fifteenth minute and at no other time; a busy function is busy on.
/// </summary>
/// <remarks>
/// The hazard of a gap ending now is estimated from gaps of about the same length, a tenth to either side, since few
/// gaps are seen twice to the minute.
/// </remarks>
internal sealed class RenewalCursor : IForecastCursor
{
    /// <summary>
    /// Pseudo-observations with which a hazard is pulled towards the share of active windows, so that one gap seen once
    /// is not yet a law.
    /// </summary>
    private const double Prior = 1.0;

    /// <summary>The share of a gap's length within which others count as equally long.</summary>
    private const double Tolerance = 0.1;

    // Where demand is seldom idle, how long it has been so says next to nothing.
    private const double LeastIdle = 0.5;

    // Gaps by length, and how many were at least as long; longer ones count as this long: two weeks of minutes.
    private const int LongestGap = 20_160;

    private readonly ActiveDemands _active = new();
    private int[] _ended = new int[16];
    private int[] _reached = new int[16];
    private int _idle;
    private int _seen;

    /// <summary>Whether demand has been idle often enough to be seen as a renewal process.</summary>
    public bool IsReady => _seen - _active.Count >= LeastIdle * _seen;

    public double Predict(Span<double> quantiles)
    {
        if (_active.Count == 0)
        {
            quantiles.Clear();
            return 0;
        }

        var share = (double)_active.Count / _seen;
        var reached = Math.Min(_idle + 1, LongestGap);
        var tolerance = reached == 1 ? 0 : (int)Math.Ceiling(Tolerance * reached);
        var (ended, exposed) = (0, 0);
        for (var gap = reached - tolerance; gap <= Math.Min(reached + tolerance, _ended.Length - 1); gap++)
        {
            ended += _ended[gap];
            exposed += _reached[gap];
        }
        var hazard = (ended + Prior * share) / (exposed + Prior);
        return _active.Write(hazard, quantiles);
    }

    public void Observe(int demand)
    {
        _seen++;
        if (demand == 0)
        {
            _idle++;
            return;
        }
        if (_active.Count > 0) Count(Math.Min(_idle + 1, LongestGap));
        _idle = 0;
        _active.Add(demand);
    }

    private void Count(int gap)
    {
        if (gap >= _ended.Length)
        {
            var length = Math.Min(LongestGap + 1, Math.Max(gap + 1, 2 * _ended.Length));
            Array.Resize(ref _ended, length);
            Array.Resize(ref _reached, length);
        }
        _ended[gap]++;
        for (var i = 0; i <= gap; i++) _reached[i]++;
    }
}
