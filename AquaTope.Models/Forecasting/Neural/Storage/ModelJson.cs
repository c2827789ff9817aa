using System.Text.Json.Serialization;

namespace AquaTope.Models.Forecasting.Neural.Storage;

/// <summary>How manifests are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n",
    RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(ModelSettings))]
internal sealed partial class ModelJson : JsonSerializerContext;
