namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// Decides how many containers of a function should be ready in the next window. It follows each function by a tracker
/// of its own, in a replay as on a live platform.
/// </summary>
public interface IPrewarmPolicy
{
    /// <summary>The name by which commands, settings and reports call it.</summary>
    string Name { get; }

    /// <summary>Follows one more function, of which nothing is known yet.</summary>
    IPoolTracker Track();
}
