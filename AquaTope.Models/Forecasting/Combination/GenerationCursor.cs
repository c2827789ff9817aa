using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Combination;

/// <summary>
/// Follows a series with models of one kind that were trained on growing shares of the past: each window is forecast by
/// the newest of them that has not seen it.
/// </summary>
/// <param name="generations">The models' cursors and the first window that each has not seen, oldest first.</param>
/// <param name="first">The window that will be observed first.</param>
internal sealed class GenerationCursor(
    IReadOnlyList<(WindowIndex ValidFrom, IForecastCursor Cursor)> generations, WindowIndex first) : IForecastCursor
{
    private long _seen;

    public bool IsReady => Newest is { IsReady: true };

    private IForecastCursor? Newest => generations
        .LastOrDefault(generation => generation.ValidFrom.Value <= first.Value + _seen).Cursor;

    public double Predict(Span<double> quantiles)
    {
        if (Newest is { } newest) return newest.Predict(quantiles);
        quantiles.Clear();
        return 0;
    }

    public void Observe(int demand)
    {
        foreach (var (_, cursor) in generations) cursor.Observe(demand);
        _seen++;
    }
}
