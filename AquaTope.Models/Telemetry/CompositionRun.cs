using AquaTope.Models.Identity;

namespace AquaTope.Models.Telemetry;

/// <summary>
/// One finished run of a sequence or composition: the platform's record of the whole, beside those of its parts.
/// </summary>
/// <param name="Id">The activation's id; the records of its parts name it as their cause.</param>
/// <param name="Name">The sequence or composition that ran.</param>
/// <param name="Arrival">When the platform accepted the request.</param>
/// <param name="End">When the last part had ended.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Cause">The enclosing sequence or composition, if any.</param>
public sealed record CompositionRun(
    ActivationId Id,
    FunctionId Name,
    DateTimeOffset Arrival,
    DateTimeOffset End,
    ActivationStatus Status,
    ActivationId? Cause)
{
    /// <summary>Response time of the whole as its caller saw it, pauses between the parts included.</summary>
    public TimeSpan Latency => End - Arrival;
}
