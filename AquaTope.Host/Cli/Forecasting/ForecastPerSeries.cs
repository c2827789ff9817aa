using System.Globalization;
using AquaTope.Models.Forecasting.Backtesting;

namespace AquaTope.Host.Cli.Forecasting;

/// <summary>The result of <c>forecast</c> for each model and series, as comma-separated values.</summary>
internal static class ForecastPerSeries
{
    public static async Task WriteAsync(TextWriter writer, BacktestReport report)
    {
        await writer.WriteLineAsync(
            "model,series,steps,smape,mae,rmse,mase,crps,pinball95,coverage90,closedCoverage90");
        foreach (var model in report.Models)
            foreach (var score in model.Scores)
                await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"{model.Name},{score.Series},{score.Steps},{score.Smape:R},{score.MeanAbsoluteError:R}," +
                    $"{score.RootMeanSquareError:R},{score.ScaledError:R},{score.RankedProbability:R}," +
                    $"{score.Pinball95:R},{score.Coverage90:R},{score.ClosedCoverage90:R}"));
    }
}
