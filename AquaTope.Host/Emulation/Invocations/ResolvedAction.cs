using AquaTope.Host.Emulation.Entities;

namespace AquaTope.Host.Emulation.Invocations;

/// <summary>An action as a caller named it.</summary>
/// <param name="Parameters">The package's parameters, under the binding's, under the action's own.</param>
/// <param name="Binding">The package binding through which it was named, if any.</param>
internal sealed record ResolvedAction(WhiskAction Action, PropertyList Parameters, WhiskName? Binding);
