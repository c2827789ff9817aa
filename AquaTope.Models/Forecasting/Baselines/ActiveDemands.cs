namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>What windows with demand needed, in order of size.</summary>
internal sealed class ActiveDemands
{
    private readonly List<int> _sorted = [];
    private double _sum;

    /// <summary>Windows with demand.</summary>
    public int Count => _sorted.Count;

    /// <summary>Takes the demand of one more window.</summary>
    /// <param name="demand">The demand, more than none.</param>
    public void Add(int demand)
    {
        _sum += demand;
        var at = _sorted.BinarySearch(demand);
        _sorted.Insert(at < 0 ? ~at : at, demand);
    }

    /// <summary>
    /// The distribution of a window that has demand with some chance, and then one of those seen, each as likely.
    /// </summary>
    /// <param name="chance">The chance, not zero; there has been demand before.</param>
    /// <param name="quantiles">Receives the demand at each of <see cref="QuantileLevels.All"/>.</param>
    /// <returns>The expected demand.</returns>
    public double Write(double chance, Span<double> quantiles)
    {
        for (var k = 0; k < quantiles.Length; k++)
        {
            var within = (QuantileLevels.All[k] - (1 - chance)) / chance;
            quantiles[k] = within <= 0 ? 0 : _sorted[Math.Min(_sorted.Count - 1, (int)(within * _sorted.Count))];
        }
        return chance * _sum / _sorted.Count;
    }
}
