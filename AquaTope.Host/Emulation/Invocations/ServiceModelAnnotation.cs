using System.Globalization;
using System.Text.Json;
using AquaTope.Host.Emulation.Entities;
using AquaTope.Models.Quantities;
using AquaTope.Models.Simulation;

namespace AquaTope.Host.Emulation.Invocations;

/// <summary>
/// The annotation by which an action tells the simulated platform how long it takes: an object with <c>work</c>
/// (seconds on one core), and optionally <c>parallelFraction</c>, <c>memoryKneeMb</c>, <c>memoryPressure</c>,
/// <c>noiseSigma</c>, <c>stragglerRate</c>, <c>stragglerFactor</c>, <c>requiredMemoryMb</c> and <c>initSeconds</c>.
/// </summary>
internal static class ServiceModelAnnotation
{
    public const string Key = "aquatope-model";

    /// <summary>What an action without the annotation takes: 100 ms on any resources.</summary>
    public static ServiceTimeModel Standard { get; } = ServiceTimeModel.Constant(TimeSpan.FromMilliseconds(100));

    private const double SecondsInADay = 86_400;
    private const int MegabytesInATerabyte = 1 << 20;

    /// <exception cref="FormatException">A field is missing, unknown or out of range; the message names it.</exception>
    public static ServiceTimeModel Read(PropertyList annotations)
    {
        if (annotations.Find(Key) is not { } json) return Standard;
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{Key} must be an object with a field 'work' in seconds.");

        var fields = new Dictionary<string, JsonElement>();
        foreach (var field in json.EnumerateObject()) fields[field.Name] = field.Value;
        var model = new ServiceTimeModel
        {
            Work = TimeSpan.FromSeconds(Take(fields, "work", 0, SecondsInADay, standard: null)),
            ParallelFraction = Take(fields, "parallelFraction", 0, 1, 0),
            MemoryKnee = Megabytes(fields, "memoryKneeMb"),
            MemoryPressure = Take(fields, "memoryPressure", 0, 1000, 0),
            NoiseSigma = Take(fields, "noiseSigma", 0, 10, 0),
            StragglerRate = Take(fields, "stragglerRate", 0, 1, 0),
            StragglerFactor = Take(fields, "stragglerFactor", 1, 1000, 1),
            RequiredMemory = Megabytes(fields, "requiredMemoryMb"),
            Initialization = TimeSpan.FromSeconds(Take(fields, "initSeconds", 0, SecondsInADay, 0))
        };
        return fields.Count == 0
            ? model
            : throw new FormatException($"{Key} has an unknown field '{fields.Keys.First()}'.");
    }

    private static MemorySize Megabytes(Dictionary<string, JsonElement> fields, string name) =>
        MemorySize.FromMegabytes((int)Take(fields, name, 0, MegabytesInATerabyte, 0));

    private static double Take(
        Dictionary<string, JsonElement> fields, string name, double least, double most, double? standard)
    {
        if (!fields.Remove(name, out var json))
            return standard ?? throw new FormatException($"{Key} needs a number '{name}'.");
        if (json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var value)
            && value >= least && value <= most)
            return value;
        throw new FormatException(string.Create(
            CultureInfo.InvariantCulture,
            $"{Key}: '{name}' is {json.GetRawText()}; it must be a number from {least} to {most}."));
    }
}
