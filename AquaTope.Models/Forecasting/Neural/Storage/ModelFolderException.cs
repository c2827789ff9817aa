namespace AquaTope.Models.Forecasting.Neural.Storage;

/// <summary>
/// A model folder or checkpoint that cannot be used. The message names the path, what was found and what would be
/// right, in one line.
/// </summary>
public sealed class ModelFolderException : Exception
{
    internal ModelFolderException(string message, Exception? innerException = null) : base(message, innerException)
    {
    }
}
