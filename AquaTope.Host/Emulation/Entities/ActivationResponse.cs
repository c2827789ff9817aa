using System.Text;
using System.Text.Json;
using AquaTope.Models.Telemetry;

namespace AquaTope.Host.Emulation.Entities;

/// <summary>How an activation ended and what it returned.</summary>
/// <param name="Size">Length of the result in bytes; <see langword="null"/> where the platform wrote it itself.</param>
internal sealed record ActivationResponse(ActivationStatus Status, JsonElement Result, int? Size)
{
    /// <summary>What an action returned: an application error if it is an object with an <c>error</c> field.</summary>
    public static ActivationResponse Of(JsonElement result)
    {
        var failed = result.ValueKind == JsonValueKind.Object && result.TryGetProperty("error", out _);
        return new ActivationResponse(
            failed ? ActivationStatus.ApplicationError : ActivationStatus.Success,
            result,
            Encoding.UTF8.GetByteCount(result.GetRawText()));
    }

    /// <summary>What the platform says in an action's stead.</summary>
    public static ActivationResponse Failed(ActivationStatus status, string error) =>
        new(status, JsonObjects.Of("error", error), Size: null);

    public bool Succeeded => Status == ActivationStatus.Success;

    /// <summary>The status as records spell it.</summary>
    public string StatusText => Status switch
    {
        ActivationStatus.Success => "success",
        ActivationStatus.ApplicationError => "application error",
        ActivationStatus.DeveloperError => "action developer error",
        ActivationStatus.PlatformError => "whisk internal error",
        _ => throw new InvalidOperationException($"Unknown activation status {Status}.")
    };
}
