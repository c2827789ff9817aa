using System.Text.Json.Serialization;

namespace AquaTope.Host.Security.Audit;

/// <summary>What the audit is told.</summary>
/// <param name="Who">The name of the key, <c>anonymous</c> on a node without keys, or <c>unknown</c>.</param>
/// <param name="Action">The change, or the request that was refused.</param>
/// <param name="Subject">What it was about, where that is known.</param>
/// <param name="From">The address it came from.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Status">The HTTP status that was answered.</param>
/// <param name="Detail">Why, where there is more to say.</param>
internal sealed record AuditEntry(
    string Who, string Action, string? Subject, string From, AuditOutcome Outcome, int Status, string? Detail);

/// <summary>An entry as it is kept and shown.</summary>
/// <param name="Id">Rises by one from entry to entry, also across restarts.</param>
/// <param name="At">When it was written.</param>
internal sealed record AuditRecord(
    long Id, DateTimeOffset At, string Who, string Action, string? Subject, string From, AuditOutcome Outcome,
    int Status, string? Detail);

/// <summary>How something that is audited ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditOutcome>))]
internal enum AuditOutcome
{
    /// <summary>It was done, or was so already.</summary>
    [JsonStringEnumMemberName("done")]
    Done = 0,

    /// <summary>Nothing was changed: the caller may not, or asked for what cannot be.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused = 1,

    /// <summary>The node could not do it, or does not know whether it was done.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed = 2,

    /// <summary>The caller was gone before it was answered; it may have been done.</summary>
    [JsonStringEnumMemberName("abandoned")]
    Abandoned = 3
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditRecord))]
internal sealed partial class AuditJson : JsonSerializerContext;
