using System.Globalization;
using System.Text.Json.Serialization;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tuning;

/// <summary>How a workflow did under a plan.</summary>
/// <param name="Runs">Runs that were judged.</param>
/// <param name="Missed">
/// Of these, the ones that missed the promise with what they waited for cold starts taken off.
/// </param>
/// <param name="MedianCost">
/// Of the newest of these runs whose stages are all known; <see langword="null"/> where there is none.
/// </param>
public sealed record PlanFigures(long Runs, long Missed, Cost? MedianCost)
{
    /// <summary>Further runs, which failed on the platform and were not judged by their latency.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long LetDown { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Missed} of {Runs} runs missed the promise, the median run cost "
        + $"{(MedianCost is { } cost ? $"{cost}" : "is unknown")}"
        + $"{(LetDown > 0 ? $", {LetDown} more failed on the platform" : "")}");
}
