namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>
/// A Markov chain over sizes of demand: what followed windows of about the last one's size before, follows again.
/// </summary>
/// <remarks>
/// Demands from 0 to 3 are states of their own, then there are two to a doubling. Of each state the demands that
/// followed are kept as counts of finer sizes, and older ones weigh less.
/// </remarks>
internal sealed class MarkovCursor : IForecastCursor
{
    private const int StatesPerDoubling = 2;
    private const int SizesPerDoubling = 8;

    // Windows after which what was seen weighs a factor e less.
    private const double Memory = 5000;

    // Instead of shrinking all counts by each window, newer ones weigh more; from here on all are scaled back.
    private const double MostWeight = 1e9;

    private readonly Dictionary<int, SortedList<int, double>> _followers = [];
    private double _weight = 1;
    private int _state = -1;
    private int _last;

    public bool IsReady => _followers.ContainsKey(_state);

    public double Predict(Span<double> quantiles)
    {
        if (!_followers.TryGetValue(_state, out var followers))
        {
            quantiles.Fill(_last);
            return _last;
        }

        var (total, mean) = (0.0, 0.0);
        foreach (var (size, weight) in followers) (total, mean) = (total + weight, mean + weight * Demand(size));
        var (at, reached) = (0, followers.Values[0]);
        for (var k = 0; k < quantiles.Length; k++)
        {
            while (reached < QuantileLevels.All[k] * total && at + 1 < followers.Count)
                reached += followers.Values[++at];
            quantiles[k] = Demand(followers.Keys[at]);
        }
        return mean / total;
    }

    public void Observe(int demand)
    {
        if (_state >= 0)
        {
            if (!_followers.TryGetValue(_state, out var followers)) _followers.Add(_state, followers = []);
            _weight *= Math.Exp(1 / Memory);
            var size = Size(demand, SizesPerDoubling);
            followers[size] = followers.GetValueOrDefault(size) + _weight;
            if (_weight > MostWeight) Rescale();
        }
        _state = Size(demand, StatesPerDoubling);
        _last = demand;
    }

    private void Rescale()
    {
        foreach (var followers in _followers.Values)
            foreach (var size in followers.Keys.ToArray())
                followers[size] /= _weight;
        _weight = 1;
    }

    // Small demands are their own sizes; from where a doubling has more sizes than numbers on, sizes are logarithmic.
    private static int Size(int demand, int perDoubling) =>
        demand < 2 * perDoubling
            ? demand
            : 2 * perDoubling + (int)Math.Round(perDoubling * Math.Log2(demand / (2.0 * perDoubling)));

    private static double Demand(int size) =>
        size < 2 * SizesPerDoubling
            ? size
            : Math.Round(2 * SizesPerDoubling * Math.Pow(2, (size - 2.0 * SizesPerDoubling) / SizesPerDoubling));
}
