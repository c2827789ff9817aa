using AquaTope.Models.Forecasting;

namespace AquaTope.Models.Pools;

/// <summary>A forecast as a decision took it in, kept with it.</summary>
/// <param name="By">Who made it: a forecaster's name or a model's version.</param>
/// <param name="Mean">The expected demand, in containers.</param>
/// <param name="Levels">
/// The levels of <paramref name="Values"/>; <see langword="null"/> where these are samples of equal weight.
/// </param>
/// <param name="Values">Rising, in containers.</param>
public sealed record ForecastInput(
    string By, double Mean, IReadOnlyList<double>? Levels, IReadOnlyList<double> Values)
{
    public static ForecastInput Of(Forecast forecast, string by)
    {
        var (levels, values) = (forecast.Levels.ToArray(), forecast.Values.ToArray());
        return new ForecastInput(by, forecast.Mean, levels.SequenceEqual(Even(values.Length)) ? null : levels, values);
    }

    /// <summary>The forecast again, to the bit.</summary>
    public Forecast ToForecast() =>
        Forecast.FromQuantiles(Mean, [.. Levels ?? Even(Values.Count)], [.. Values]);

    public bool Equals(ForecastInput? other) =>
        other is not null && (By, Mean) == (other.By, other.Mean) && Values.SequenceEqual(other.Values)
        && (Levels ?? []).SequenceEqual(other.Levels ?? []);

    public override int GetHashCode() => HashCode.Combine(By, Mean, Values.Count);

    private static double[] Even(int count)
    {
        var levels = new double[count];
        for (var i = 0; i < count; i++) levels[i] = Forecast.LevelOfSample(i, count);
        return levels;
    }
}
