namespace AquaTope.Models.Simulation.Experiments;

/// <summary>What decisions about one pool came to.</summary>
/// <param name="Cold">Containers that were needed and not ready.</param>
/// <param name="Held">Containers ready or started, summed over windows.</param>
internal readonly record struct PoolOutcome(long Cold, long Held)
{
    /// <summary>With one more window.</summary>
    public PoolOutcome With(int needed, int ready) =>
        new(Cold + Math.Max(0, needed - ready), Held + Math.Max(needed, ready));
}
