using System.Text.Json.Serialization;
using AquaTope.Host.Api;

namespace AquaTope.Host.Cli;

/// <summary>What <c>status --json</c> writes.</summary>
internal sealed record StatusDocument(
    Uri Node, ClusterAnswer Cluster, IReadOnlyList<WorkflowAnswer> Workflows, IReadOnlyList<FunctionAnswer> Functions);

/// <summary>What <c>decisions --json</c> writes.</summary>
internal sealed record DecisionsDocument(Uri Node, IReadOnlyList<DecisionAnswer> Decisions);

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
[JsonSerializable(typeof(RegistrationDocument))]
[JsonSerializable(typeof(DoctorDocument))]
internal sealed partial class NodeJson : JsonSerializerContext;
