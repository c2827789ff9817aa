using AquaTope.Models.Simulation;

namespace AquaTope.Host.Emulation.Entities;

/// <summary>What all entities have in common. Entities are immutable; an update stores a new one.</summary>
internal abstract record WhiskEntity(
    WhiskName Name, SemanticVersion Version, bool Publish, PropertyList Annotations, DateTimeOffset Updated);

/// <summary>An action.</summary>
/// <param name="Service">How long its runs take on the simulated platform, from its annotation or by default.</param>
internal sealed record WhiskAction(
    WhiskName Name, SemanticVersion Version, bool Publish, PropertyList Annotations, DateTimeOffset Updated,
    ActionExecution Execution, PropertyList Parameters, ActionLimits Limits, ServiceTimeModel Service)
    : WhiskEntity(Name, Version, Publish, Annotations, Updated);

/// <summary>A package, or with <paramref name="Binding"/> another name for one with parameters of its own.</summary>
internal sealed record WhiskPackage(
    WhiskName Name, SemanticVersion Version, bool Publish, PropertyList Annotations, DateTimeOffset Updated,
    PropertyList Parameters, WhiskName? Binding)
    : WhiskEntity(Name, Version, Publish, Annotations, Updated);

/// <summary>A trigger.</summary>
internal sealed record WhiskTrigger(
    WhiskName Name, SemanticVersion Version, bool Publish, PropertyList Annotations, DateTimeOffset Updated,
    PropertyList Parameters)
    : WhiskEntity(Name, Version, Publish, Annotations, Updated);

/// <summary>A rule: while it is active, each firing of the trigger invokes the action.</summary>
internal sealed record WhiskRule(
    WhiskName Name, SemanticVersion Version, bool Publish, PropertyList Annotations, DateTimeOffset Updated,
    WhiskName Trigger, WhiskName Action, bool Active)
    : WhiskEntity(Name, Version, Publish, Annotations, Updated);
