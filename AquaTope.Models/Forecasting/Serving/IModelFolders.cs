using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Serving;

/// <summary>Where trained models are read from.</summary>
public interface IModelFolders
{
    /// <summary>Reads the model in a folder. Takes as long as it takes to read its weights.</summary>
    ModelReading Read(string folder);
}

/// <summary>What was found in a folder.</summary>
public abstract record ModelReading
{
    private ModelReading()
    {
    }

    /// <summary>A model, ready to be asked; to be disposed of by whoever has it read.</summary>
    /// <param name="Version">Its name and a hash of its content.</param>
    /// <param name="Window">The length of the windows it forecasts.</param>
    /// <param name="Forecaster">The model.</param>
    public sealed record Found(string Version, WindowLength Window, IForecaster Forecaster) : ModelReading;

    /// <summary>No model that can be used.</summary>
    /// <param name="Reason">Why, naming the folder.</param>
    public sealed record Unusable(string Reason) : ModelReading;
}
