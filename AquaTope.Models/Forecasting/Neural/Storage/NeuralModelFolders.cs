using AquaTope.Models.Forecasting.Serving;

namespace AquaTope.Models.Forecasting.Neural.Storage;

/// <summary>Reads the folders that <see cref="ModelFolder"/> writes.</summary>
public sealed class NeuralModelFolders : IModelFolders
{
    public ModelReading Read(string folder)
    {
        try
        {
            var model = ModelFolder.Load(folder);
            return new ModelReading.Found(model.Version, model.Window, model);
        }
        catch (ModelFolderException unusable)
        {
            return new ModelReading.Unusable(unusable.Message);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new ModelReading.Unusable($"'{folder}' cannot be read: {unreadable.Message}");
        }
    }
}
