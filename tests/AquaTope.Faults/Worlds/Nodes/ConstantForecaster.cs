using AquaTope.Faults.Schedule;
using AquaTope.Models.Forecasting;

namespace AquaTope.Faults.Worlds.Nodes;

/// <summary>Forecasts that the next window is like the last. Sometimes it breaks down.</summary>
internal sealed class ConstantForecaster(FaultSchedule faults) : IForecaster
{
    public string Name => "constant";

    public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch)
    {
        if (faults.StrikeAt("forecaster", FaultKind.ForecasterBroke) is not null)
            throw new SimulatedFaultException("the forecaster lost its way");
        return [.. batch.Select(history => Forecast.Certain(history.Demand.Span[^1]))];
    }
}
