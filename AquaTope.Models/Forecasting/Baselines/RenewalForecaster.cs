using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>Forecasts sparse demand as a renewal process, as <see cref="RenewalCursor"/> says.</summary>
public sealed class RenewalForecaster : ISequentialForecaster
{
    private readonly SequentialForecaster _forecaster = new("renewal", (_, _) => new RenewalCursor());

    public string Name => _forecaster.Name;

    public IForecastCursor Open(FunctionId function, WindowIndex first) => _forecaster.Open(function, first);

    public IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch) => _forecaster.Predict(batch);
}
