namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// Has ready what a forecast says will not be exceeded with a chosen probability. Where no forecaster has answered, it
/// does what <paramref name="fallback"/> does.
/// </summary>
/// <param name="name">The name it is called by.</param>
/// <param name="headroom">The probability, within (0, 1), that the next window's demand fits into the target.</param>
/// <param name="fallback">The policy that decides without a forecast.</param>
public sealed class ForecastPolicy(string name, double headroom, KeepAlivePolicy fallback)
    : WindowPolicy(name, fallback.History)
{
    // Forecasts of whole demands come out of tensors as 2.0000001; a ceiling would turn that into a third container.
    private const double RoundingSlack = 1e-6;

    private readonly double _headroom = headroom is > 0 and < 1
        ? headroom
        : throw new ArgumentOutOfRangeException(nameof(headroom), headroom, "Headroom is a probability within (0, 1).");

    public override int Target(ReadOnlySpan<int> demand, in PoolOutlook outlook)
    {
        if (outlook.Forecast is not { } forecast) return fallback.Target(demand, outlook);
        var needed = Math.Ceiling(forecast.Quantile(_headroom) - RoundingSlack);
        return (int)Math.Clamp(needed, 0, int.MaxValue);
    }
}
