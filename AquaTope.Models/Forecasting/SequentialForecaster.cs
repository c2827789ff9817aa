using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting;

/// <summary>A forecaster made of cursors: forecasts a history by replaying it.</summary>
/// <param name="name">The name by which commands and reports call it.</param>
/// <param name="open">Opens a cursor on a function's series from a first window on.</param>
internal sealed class SequentialForecaster(string name, Func<FunctionId, WindowIndex, IForecastCursor> open)
    : ISequentialForecaster
{
    public string Name => name;

    public IForecastCursor Open(FunctionId function, WindowIndex first) => open(function, first);

    public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch) => [.. batch.Select(Predict)];

    private Forecast Predict(DemandHistory history)
    {
        var cursor = Open(history.Function, history.LastWindow - (history.Demand.Length - 1));
        foreach (var demand in history.Demand.Span) cursor.Observe(demand);
        return cursor.Next();
    }
}
