using System.Security.Cryptography;
using System.Text.Json;
using AquaTope.Models.Forecasting.Neural.Layers;
using AquaTope.Models.Forecasting.Neural.Storage;
using AquaTope.Models.Forecasting.Neural.Training;
using AquaTope.Models.Quantities;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural;

/// <summary>
/// A trained network that forecasts. It can be asked from several threads; a forecast depends on nothing but the model
/// and the history it is for.
/// </summary>
public abstract class NeuralForecaster : IForecaster, IDisposable
{
    private const int VersionDigits = 16;

    private readonly nn.Module _network;

    private protected NeuralForecaster(
        string name, nn.Module network, ModelSettings settings, TrainingRecord training)
    {
        _network = network;
        Name = name;
        Settings = settings;
        Training = training;
        Version = $"{name}-{Hash(SafeTensors.Write(WeightArrays(), new Dictionary<string, string>()),
            JsonSerializer.SerializeToUtf8Bytes(settings, ModelJson.Default.ModelSettings))[..VersionDigits]}";
    }

    public string Name { get; }

    /// <summary>
    /// What identifies the model wherever it lies: its name and a hash of its weights and settings. Equal versions make
    /// equal forecasts.
    /// </summary>
    public string Version { get; }

    /// <summary>All that makes it besides its weights.</summary>
    public ModelSettings Settings { get; }

    /// <summary>Where it comes from.</summary>
    public TrainingRecord Training { get; }

    /// <summary>The length of the windows it was trained on.</summary>
    public WindowLength Window => Settings.Window;

    public abstract IReadOnlyList<Forecast> Predict(IReadOnlyList<DemandHistory> batch);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the tensors.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _network.Dispose();
    }

    /// <summary>Copies of its weights.</summary>
    internal IReadOnlyList<NamedArray> WeightArrays() => Weights.Copy(_network);

    private static string Hash(params ReadOnlySpan<byte[]> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts) hash.AppendData(part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
