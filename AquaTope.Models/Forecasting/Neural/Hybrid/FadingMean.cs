namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>A mean in which a value counts half as much after every half-life; unbiased from the first value
/// on.</summary>
/// <param name="halfLife">Values until one counts half.</param>
internal struct FadingMean(double halfLife)
{
    private readonly double _keep = Math.Pow(0.5, 1 / halfLife);
    private double _sum;
    private double _weight;

    /// <summary>The mean; 0 before the first value.</summary>
    public readonly double Value => _weight > 0 ? _sum / _weight : 0;

    /// <summary>Takes the next value.</summary>
    public void Add(double value)
    {
        _sum = _keep * _sum + value;
        _weight = _keep * _weight + 1;
    }
}
