using System.Runtime.CompilerServices;

namespace AquaTope.Models.Pools.Learning;

/// <summary>
/// Learns the demand of one function window by window: the chance that the next window needs at least so many
/// containers, for every number up to the most that was ever needed.
/// </summary>
/// <remarks>
/// Levels of demand are single containers up to thirteen and groups about a seventh wide above, each learned by a
/// <see cref="LevelTracker"/> from the window that reached it first. A window costs about a microsecond a level, and a
/// level about seven kilobytes.
/// </remarks>
internal sealed class DemandModel
{
    private const int PartsOfGroup = 7;

    /// <summary>What is taken for the chance of more than was ever needed, when a group is divided.</summary>
    private const double Unseen = 0.0002;

    private readonly List<LevelTracker> _levels = [];
    private double[] _chances = [];
    private int _windows;

    /// <summary>How many levels have been reached so far.</summary>
    public int Levels => _levels.Count;

    /// <summary>The chance that the next window reaches each level; it does not rise from one to the next.</summary>
    public ReadOnlySpan<double> Chances => _chances.AsSpan(0, _levels.Count);

    /// <summary>The containers of the level that begins with that number.</summary>
    public static int Width(int first) => Math.Max(1, first / PartsOfGroup);

    /// <summary>Learns from the window that has just closed.</summary>
    [MethodImpl(Compiled.AtOnce)]
    public void Observe(int demand)
    {
        var first = 1;
        var reached = 0;
        for (var i = 0; i < _levels.Count; i++, first += Width(first))
        {
            _levels[i].Observe(demand >= first);
            if (demand >= first) reached++;
        }
        for (; demand >= first; first += Width(first), reached++) _levels.Add(new LevelTracker(_windows));
        if (_chances.Length < _levels.Count) Array.Resize(ref _chances, _levels.Count);
        _windows++;

        var bound = 1.0;
        for (var i = 0; i < _levels.Count; i++)
        {
            _levels[i].Estimate(reached - 1 - i);
            bound = Math.Min(bound, _levels[i].Chance);
            _chances[i] = bound;
        }
    }

    /// <summary>
    /// The most containers each of which is needed with more than that chance; within a group chances fall by the same
    /// factor from one container to the next.
    /// </summary>
    /// <param name="chances">The chance of each level, falling.</param>
    /// <param name="threshold">The chance to exceed, within [0, 1].</param>
    [MethodImpl(Compiled.AtOnce)]
    public static int MostAbove(ReadOnlySpan<double> chances, double threshold)
    {
        var first = 1;
        var level = 0;
        for (; level < chances.Length && chances[level] > threshold; level++) first += Width(first);
        if (level == 0) return 0;
        var most = first - 1;
        while (AtLeast(chances, most) <= threshold) most--;
        return most;
    }

    /// <summary>The chance that at least that many containers are needed.</summary>
    /// <param name="chances">The chance of each level, falling.</param>
    /// <param name="containers">How many, at least one.</param>
    [MethodImpl(Compiled.AtOnce)]
    public static double AtLeast(ReadOnlySpan<double> chances, int containers)
    {
        var first = 1;
        for (var level = 0; level < chances.Length; first += Width(first), level++)
        {
            var width = Width(first);
            if (containers >= first + width) continue;
            if (chances[level] <= 0) return 0;
            var next = level + 1 < chances.Length ? chances[level + 1] : Math.Min(Unseen, chances[level]);
            return chances[level] * Math.Pow(next / chances[level], (double)(containers - first) / width);
        }
        return 0;
    }
}
