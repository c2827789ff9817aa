using AquaTope.Models.Identity;

namespace AquaTope.Host.Ingestion;

/// <summary>
/// Which functions and compositions belong to a registered workflow. Asked for every report, from several threads.
/// </summary>
public interface IManagedTargets
{
    /// <summary>
    /// Whether the function is a stage of a registered workflow, or the name that of a registered composition.
    /// </summary>
    bool IsManaged(FunctionId subject);
}
