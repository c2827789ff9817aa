using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>Follows one series with the global count model, reading each window once.</summary>
internal sealed class HybridCursor : IForecastCursor
{
    private static readonly int Steps = DemandReading.StepNames.Count;

    private readonly HybridForecaster _forecaster;
    private readonly DemandReading _reading;
    private readonly int _inputs;
    private readonly float[] _steps;

    /// <param name="forecaster">The model.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="first">The window that will be observed first.</param>
    public HybridCursor(HybridForecaster forecaster, HybridSettings settings, WindowIndex first)
    {
        _forecaster = forecaster;
        _inputs = settings.Shape.Inputs;
        _reading = new DemandReading(
            settings.Window, first, trigger: null, settings.Seasons, settings.Without, windows: 256);
        _steps = new float[_inputs * Steps];
    }

    public bool IsReady => _reading.Count > 0;

    public double Predict(Span<double> quantiles)
    {
        if (!IsReady)
        {
            quantiles.Clear();
            return 0;
        }
        var outlook = new float[DemandReading.OutlookNames.Count];
        var anchors = new float[DemandReading.Anchors];
        _reading.WriteOutlook(outlook);
        _reading.WriteAnchors(anchors);
        var count = _forecaster.Distributions(_steps, outlook, anchors, [Math.Min(_reading.Count, _inputs)])[0];
        count.Quantiles(QuantileLevels.All, quantiles);
        return count.Mean;
    }

    public void Observe(int demand)
    {
        _reading.Read(demand);
        // The newest windows, oldest first; until there are enough they fill up from the front.
        if (_reading.Count > _inputs) _steps.AsSpan(Steps).CopyTo(_steps);
        _reading.WriteStep(_steps.AsSpan((Math.Min(_reading.Count, _inputs) - 1) * Steps));
    }
}
