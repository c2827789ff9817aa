using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Forecasting.Neural.Storage;

/// <summary>
/// Folders that hold one trained model each: <c>manifest.json</c> and <c>weights.safetensors</c>. A folder appears
/// whole or not at all and is never changed afterwards.
/// </summary>
public static class ModelFolder
{
    /// <summary>The format that is written, and the only one that is read.</summary>
    public const int Format = 2;

    private const string ManifestFile = "manifest.json";
    private const string WeightsFile = "weights.safetensors";
    private const string Unfinished = ".unfinished";

    /// <summary>Writes a model into a folder that does not exist yet.</summary>
    /// <exception cref="IOException">The folder exists, or cannot be written.</exception>
    public static void Save(NeuralForecaster forecaster, string folder)
    {
        var unfinished = folder + Unfinished;
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        Directory.CreateDirectory(unfinished);
        var weights = SafeTensors.Write(
            forecaster.WeightArrays(), new Dictionary<string, string> { ["version"] = forecaster.Version });
        File.WriteAllBytes(Path.Combine(unfinished, WeightsFile), weights);
        var manifest = new ModelManifest(
            Format, forecaster.Version, forecaster.Settings, ChecksumOf(weights), forecaster.Training);
        File.WriteAllText(
            Path.Combine(unfinished, ManifestFile),
            JsonSerializer.Serialize(manifest, ModelJson.Default.ModelManifest) + '\n');
        Directory.Move(unfinished, folder);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="ModelFolderException">
    /// There is none, it has another format, shape or normalization, or it is damaged.
    /// </exception>
    public static NeuralForecaster Load(string folder)
    {
        try
        {
            var manifest = ReadManifest(folder);
            if (manifest.Settings.WindowSeconds is < 1 or > WindowLength.MostSeconds)
                throw new ModelFolderException(
                    $"is damaged: windowSeconds is {manifest.Settings.WindowSeconds}; "
                    + $"it must lie between 1 and {WindowLength.MostSeconds}");
            var weights = File.ReadAllBytes(Path.Combine(folder, WeightsFile));
            if (ChecksumOf(weights) != manifest.WeightsSha256)
                throw new ModelFolderException($"is damaged: {WeightsFile} is not the file that the manifest names");
            var forecaster = manifest.Settings.Build(SafeTensors.Read(weights).Arrays, manifest.Training);
            if (forecaster.Version == manifest.Version) return forecaster;
            forecaster.Dispose();
            throw new ModelFolderException(
                $"is damaged: its content is {forecaster.Version}, its manifest names {manifest.Version}");
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            var missing = Path.GetFileName((problem as FileNotFoundException)?.FileName) ?? ManifestFile;
            throw new ModelFolderException($"'{folder}' is no model folder: there is no {missing} in it", problem);
        }
        catch (ModelFolderException problem)
        {
            throw new ModelFolderException($"'{folder}' {problem.Message}", problem);
        }
    }

    private static ModelManifest ReadManifest(string folder)
    {
        var text = File.ReadAllText(Path.Combine(folder, ManifestFile));
        try
        {
            var format = JsonNode.Parse(text)?["format"]?.GetValue<int>();
            if (format != Format)
                throw new ModelFolderException(
                    $"has format {format?.ToString() ?? "(none)"}; this version reads format {Format}, " +
                    "so train it again");
            return JsonSerializer.Deserialize(text, ModelJson.Default.ModelManifest)!;
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException or NotSupportedException
                                           or FormatException or ArgumentException)
        {
            throw new ModelFolderException($"is damaged: {ManifestFile}: {damage.Message}", damage);
        }
    }

    private static string ChecksumOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
