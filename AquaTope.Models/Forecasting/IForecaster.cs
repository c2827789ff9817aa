using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Forecasting;

/// <summary>The demand seen so far of one function: containers needed per window, the last one just closed.</summary>
/// <param name="Function">Whose demand it is.</param>
/// <param name="LastWindow">The window of the last value.</param>
/// <param name="Demand">One value per window, oldest first; never empty.</param>
public sealed record DemandHistory(FunctionId Function, WindowIndex LastWindow, ReadOnlyMemory<int> Demand)
{
    /// <summary>What invokes the function, where it is known.</summary>
    public TriggerKind? Trigger { get; init; }
}

/// <summary>Forecasts the window after the last one of each history. Synchronous and without side effects.</summary>
public interface IForecaster
{
    /// <summary>The name by which commands and reports call it.</summary>
    string Name { get; }

    /// <summary>One forecast per history, in input order.</summary>
    IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch);
}
