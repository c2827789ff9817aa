namespace AquaTope.Host.Emulation.Invocations.Compositions;

/// <summary>
/// How much one composition may start, compositions inside it included: 50 components, and the conductor once before
/// each and once more at the end. Without this bound a conductor that calls itself would never end.
/// </summary>
internal sealed class CompositionBudget
{
    public const int Components = 50;

    private int _components = Components;
    private int _conductorRuns = 2 * Components + 1;

    public bool TryTakeComponent() => _components-- > 0;

    public bool TryTakeConductorRun() => _conductorRuns-- > 0;
}
