namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>Predictive distributions made of a point forecast and the errors the same rule made before.</summary>
internal static class Residuals
{
    /// <summary>Errors looked back at; more would only blunt the answer to change.</summary>
    private const int MostErrors = 240;

    /// <summary>
    /// The value one lag before the next window, plus each error that rule made earlier. Demand is not negative, so
    /// neither is the forecast.
    /// </summary>
    /// <param name="demand">One value per window, oldest first; not empty.</param>
    /// <param name="lag">Windows between a value and the one it predicts, at most the length of the history.</param>
    public static Forecast Around(ReadOnlySpan<int> demand, int lag)
    {
        var point = demand[^lag];
        var errors = Math.Min(demand.Length - lag, MostErrors);
        if (errors == 0) return Forecast.Certain(point);

        var samples = new double[errors];
        for (var i = 0; i < errors; i++)
            samples[i] = Math.Max(0, point + demand[^(i + 1)] - demand[^(i + 1 + lag)]);
        return Forecast.FromSamples(samples);
    }
}
