namespace AquaTope.Models.Pools;

/// <summary>
/// Decides how many containers of one function should be ready in the next window. A policy keeps no state: the same
/// outlook always gets the same target, in a replay as on a live platform.
/// </summary>
public interface IPrewarmPolicy
{
    /// <summary>The name by which commands, settings and reports call it.</summary>
    string Name { get; }

    /// <summary>How many past windows it looks at; a caller need not keep more.</summary>
    int History { get; }

    /// <summary>Containers to have ready at the start of the next window; never negative.</summary>
    int Target(in PoolOutlook outlook);
}
