using System.Text.Json.Serialization;
using AquaTope.Host.Api;
using AquaTope.Host.Security.Audit;

namespace AquaTope.Host.Cli.Nodes;

/// <summary>What <c>status --json</c> writes; no gateway where it does not answer.</summary>
internal sealed record StatusDocument(
    Uri Node, ClusterAnswer Cluster, GatewayAnswer? Gateway, IReadOnlyList<WorkflowAnswer> Workflows,
    IReadOnlyList<FunctionAnswer> Functions);

/// <summary>What <c>decisions --json</c> writes.</summary>
internal sealed record DecisionsDocument(Uri Node, IReadOnlyList<DecisionAnswer> Decisions);

/// <summary>What <c>audit --json</c> writes.</summary>
internal sealed record AuditDocument(Uri Node, IReadOnlyList<AuditRecord> Records);

/// <summary>What <c>halt --json</c> and <c>resume --json</c> write.</summary>
internal sealed record GatewayDocument(Uri Node, GatewayAnswer Gateway);

/// <summary>What <c>rollback --list --json</c> writes.</summary>
internal sealed record ConfigurationsDocument(Uri Node, IReadOnlyList<ConfigurationAnswer> Configurations);

/// <summary>What <c>rollback --json</c> writes.</summary>
internal sealed record RollbackDocument(Uri Node, RollbackAnswer Rollback);

/// <summary>What <c>mode --json</c> writes.</summary>
internal sealed record ModeDocument(Uri Node, ModeAnswer Mode);

/// <summary>What <c>models --json</c> writes.</summary>
internal sealed record ModelsDocument(Uri Node, ModelsAnswer Models);

/// <summary>
/// What <c>keys add --json</c> writes; the only place besides its standard output where the key stands.
/// </summary>
internal sealed record NewKeyDocument(string Name, Guid Id, string Key, IReadOnlyList<string> Scopes, string File);

/// <summary>What <c>keys list --json</c> writes.</summary>
internal sealed record KeysDocument(string File, IReadOnlyList<ListedKey> Keys);

internal sealed record ListedKey(
    string Name, Guid Id, IReadOnlyList<string> Scopes, DateTimeOffset Created, DateTimeOffset? Revoked);

/// <summary>What <c>keys revoke --json</c> writes.</summary>
internal sealed record RevokedKeyDocument(string Name, string File);

/// <summary>What <c>explain --json</c> writes.</summary>
internal sealed record ExplanationDocument(Uri Node, ExplanationAnswer Explanation);

/// <summary>What <c>register --json</c> writes.</summary>
internal sealed record RegistrationDocument(Uri Node, RegistrationAnswer Workflow);

/// <summary>What <c>doctor --json</c> writes.</summary>
internal sealed record DoctorDocument(Uri Node, bool Healthy, IReadOnlyList<Finding> Findings);

/// <summary>How the answers of a node are read and these documents written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(DecisionsDocument))]
[JsonSerializable(typeof(ExplanationDocument))]
[JsonSerializable(typeof(RegistrationDocument))]
[JsonSerializable(typeof(AuditDocument))]
[JsonSerializable(typeof(GatewayDocument))]
[JsonSerializable(typeof(ConfigurationsDocument))]
[JsonSerializable(typeof(RollbackDocument))]
[JsonSerializable(typeof(ModeDocument))]
[JsonSerializable(typeof(ModelsDocument))]
[JsonSerializable(typeof(NewKeyDocument))]
[JsonSerializable(typeof(KeysDocument))]
[JsonSerializable(typeof(RevokedKeyDocument))]
[JsonSerializable(typeof(DoctorDocument))]
internal sealed partial class NodeJson : JsonSerializerContext;
