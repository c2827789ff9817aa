namespace AquaTope.Models.Pools.Policies;

/// <summary>
/// Follows the demand of one function, window by window, and decides after each. What it knows is a function of the
/// windows it was told of and of the forecasts it was shown: told again, it is the same again.
/// </summary>
/// <remarks>The first window it is told of is the first with demand; nothing is to be learned before.</remarks>
public interface IPoolTracker
{
    /// <summary>Takes in the window that has just closed, which needed that many containers.</summary>
    void Observe(int demand);

    /// <summary>
    /// Containers to have ready at the start of the next window; never negative. Asked at most once a window, after it
    /// was observed.
    /// </summary>
    int Target(in PoolOutlook outlook);

    /// <summary>
    /// The chance, as far as the policy knows one, that the next window needs at least that many containers. It does
    /// not rise with the number, and tells what to give up first where memory is short.
    /// </summary>
    double Need(int containers);

    /// <summary>
    /// What was learned that the demand it was told of does not tell; <see langword="null"/> where there is no such.
    /// </summary>
    PolicyMemory? Memory => null;

    /// <summary>Takes over what was learned; for a tracker that was told of the same demand again.</summary>
    void Recall(PolicyMemory memory) =>
        throw new NotSupportedException($"{GetType().Name} learns from nothing but demand.");
}
