using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Simulation;

/// <summary>
/// An action as deployed. Deploying it again, even unchanged, makes the warm containers before it unusable.
/// </summary>
/// <param name="Id">The function.</param>
/// <param name="Kind">
/// Its runtime; with <see cref="ResourceConfiguration.Memory"/> it decides which stem cells fit.
/// </param>
/// <param name="Resources">Its limits. The CPU counts only where the platform has CPU limits.</param>
/// <param name="Timeout">Runs and initializations that take longer are killed.</param>
/// <param name="Service">How long its code takes.</param>
public sealed record SimulatedAction(
    FunctionId Id, RuntimeKind Kind, ResourceConfiguration Resources, TimeSpan Timeout, ServiceTimeModel Service);
