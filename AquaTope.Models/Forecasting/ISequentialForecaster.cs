using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting;

/// <summary>
/// A forecaster that can follow a series. <see cref="IForecaster.Predict"/> on a whole history and a cursor that was
/// shown that history answer the same.
/// </summary>
public interface ISequentialForecaster : IForecaster
{
    /// <summary>Whether many histories at once are much cheaper for it than one cursor each.</summary>
    bool PrefersBatches => false;

    /// <summary>A cursor on a series of which no window has been observed yet.</summary>
    /// <param name="function">Whose demand it is.</param>
    /// <param name="first">The window that will be observed first.</param>
    IForecastCursor Open(FunctionId function, WindowIndex first);
}
