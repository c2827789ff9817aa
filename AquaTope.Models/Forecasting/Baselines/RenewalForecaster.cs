namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>
/// Sparse demand as a renewal process: the chance that the next window is active follows from how long it has been idle
/// and how long the gaps between active windows were before; how much it then needs, from what active windows needed.
/// A timer every 15 minutes is expected around its fifteenth minute and at no other time; a busy function is busy on.
/// </summary>
/// <remarks>
/// The hazard of a gap ending now is estimated from gaps of about the same length, a tenth to either side, since few gaps
/// are seen twice to the minute.
/// </remarks>
public sealed class RenewalForecaster : IForecaster
{
    /// <summary>
    /// Pseudo-observations with which a hazard is pulled towards the share of active windows, so that one gap seen once
    /// is not yet a law.
    /// </summary>
    private const double Prior = 1.0;

    /// <summary>The share of a gap's length within which others count as equally long.</summary>
    private const double Tolerance = 0.1;

    private static readonly double[] Levels =
        [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999];

    public string Name => "renewal";

    public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch) => [.. batch.Select(Predict)];

    private static Forecast Predict(DemandHistory history)
    {
        var demand = history.Demand.Span;
        var active = new List<double>();
        int ended = 0, exposed = 0, lastActive = -1;
        var reached = IdleWindows(demand) + 1;
        var tolerance = reached == 1 ? 0 : (int)Math.Ceiling(Tolerance * reached);
        for (var i = 0; i < demand.Length; i++)
        {
            if (demand[i] == 0) continue;
            if (lastActive >= 0)
            {
                var gap = i - lastActive;
                if (Math.Abs(gap - reached) <= tolerance) ended++;
                exposed += Math.Max(0, Math.Min(gap, reached + tolerance) - (reached - tolerance) + 1);
            }
            lastActive = i;
            active.Add(demand[i]);
        }
        if (active.Count == 0) return Forecast.Certain(0);

        var share = (double)active.Count / demand.Length;
        var hazard = (ended + Prior * share) / (exposed + Prior);
        active.Sort();
        var values = new double[Levels.Length];
        for (var i = 0; i < Levels.Length; i++) values[i] = Quantile(Levels[i], hazard, active);
        return Forecast.FromQuantiles(hazard * active.Average(), Levels, values);
    }

    private static int IdleWindows(ReadOnlySpan<int> demand)
    {
        var idle = 0;
        while (idle < demand.Length && demand[^(idle + 1)] == 0) idle++;
        return idle;
    }

    // A mixture: nothing with probability 1 - hazard, else one of the active windows' demands.
    private static double Quantile(double level, double hazard, List<double> active)
    {
        var within = (level - (1 - hazard)) / hazard;
        return within <= 0 ? 0 : active[Math.Min(active.Count - 1, (int)(within * active.Count))];
    }
}
