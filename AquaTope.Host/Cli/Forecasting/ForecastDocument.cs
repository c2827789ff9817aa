using System.Globalization;
using System.Text.Json.Serialization;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Backtesting;

namespace AquaTope.Host.Cli.Forecasting;

/// <summary>The machine-readable result of <c>forecast</c>.</summary>
/// <param name="Trace">The files as they were given.</param>
/// <param name="Series">Series that were forecast.</param>
/// <param name="Steps">Windows that each model was scored on, over all series.</param>
/// <param name="Unobserved">Windows after the split that the trace does not have, and that were not scored.</param>
/// <param name="WindowSeconds">The length of a window.</param>
/// <param name="Split">The share of each series that was learned from.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Models">How each model did.</param>
internal sealed record ForecastDocument(
    IReadOnlyList<string> Trace,
    int Series,
    int Steps,
    int Unobserved,
    int WindowSeconds,
    double Split,
    int Seed,
    IReadOnlyList<ForecastModelResult> Models)
{
    public static ForecastDocument Of(
        BacktestReport report, IReadOnlyList<string> files, double split, int seed) => new(
        files, report.Series, report.Steps, report.Unobserved, report.Window.Seconds, split, seed,
        [.. report.Models.Select(ForecastModelResult.Of)]);
}

/// <summary>How one model did: of several series, the median of each measure.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Smape">
/// Mean of 200·|y − ŷ|/(|y| + |ŷ|), 0 where both are; of the median, as are the next and mase.
/// </param>
/// <param name="Mae">Mean absolute error.</param>
/// <param name="Rmse">Root mean square error of the mean.</param>
/// <param name="Mase">Mean absolute error over that of repeating the last window, on the part learned from.</param>
/// <param name="Crps">Continuous ranked probability score.</param>
/// <param name="Pinball95">Pinball loss of the 95 % quantile.</param>
/// <param name="Coverage90">
/// Share of demand between the levels of 5 % and 95 %; a count lies evenly spread over its step of the distribution.
/// </param>
/// <param name="ClosedCoverage90">Share of windows from the 5 % to the 95 % quantile, both included.</param>
/// <param name="Coverage">Share of demand below each level, counts spread likewise.</param>
/// <param name="TrainSeconds">Time spent on training.</param>
/// <param name="PredictSeconds">Time spent on forecasts and on learning from each window after it.</param>
internal sealed record ForecastModelResult(
    string Name,
    double Smape,
    double Mae,
    double Rmse,
    double? Mase,
    double Crps,
    double Pinball95,
    double Coverage90,
    double ClosedCoverage90,
    IReadOnlyDictionary<string, double> Coverage,
    double TrainSeconds,
    double PredictSeconds)
{
    public static ForecastModelResult Of(ModelReport report)
    {
        var score = report.Median;
        var coverage = new OrderedDictionary<string, double>();
        for (var k = 0; k < QuantileLevels.Count; k++)
            coverage.Add(QuantileLevels.All[k].ToString(CultureInfo.InvariantCulture), score.Coverage[k]);
        return new ForecastModelResult(
            report.Name, score.Smape, score.MeanAbsoluteError, score.RootMeanSquareError, score.ScaledError,
            score.RankedProbability, score.Pinball95, score.Coverage90, score.ClosedCoverage90, coverage,
            report.TrainTime.TotalSeconds, report.PredictTime.TotalSeconds);
    }
}

/// <summary>How the document is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ForecastDocument))]
internal sealed partial class ForecastJson : JsonSerializerContext;
