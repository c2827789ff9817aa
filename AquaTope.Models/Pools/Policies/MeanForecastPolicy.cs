namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// Has ready what a forecast expects, rounded up, however sure it is. The original system's scheduler, when the
/// forecast is that of its model. Where no forecaster has answered, it does what <paramref name="fallback"/> does.
/// </summary>
/// <param name="name">The name it is called by.</param>
/// <param name="fallback">The policy that decides without a forecast.</param>
public sealed class MeanForecastPolicy(string name, KeepAlivePolicy fallback) : WindowPolicy(name, fallback.History)
{
    private const double RoundingSlack = 1e-6;

    public override int Target(ReadOnlySpan<int> demand, in PoolOutlook outlook) => outlook.Forecast is { } forecast
        ? (int)Math.Clamp(Math.Ceiling(forecast.Mean - RoundingSlack), 0, int.MaxValue)
        : fallback.Target(demand, outlook);
}
