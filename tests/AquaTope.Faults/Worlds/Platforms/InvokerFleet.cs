using AquaTope.Models;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;

namespace AquaTope.Faults.Worlds.Platforms;

/// <summary>
/// Two invokers and the stem cells that they keep. Under some seeds they have little room. A look finds one less now
/// and then, which was taken a moment ago, yet not in three looks in a row.
/// </summary>
internal sealed class InvokerFleet(ulong seed)
{
    private const int OwnManifest = 1;

    private static readonly string[] Names = ["invoker0", "invoker1"];

    private readonly int _room = StableHash.Unit("room", (long)seed) < 0.25 ? 2 : int.MaxValue;
    private readonly Dictionary<StemCellPlace, int> _ready = [];
    private IReadOnlyList<StemCellTarget> _told = [];
    private bool _werePutBack;
    private bool _werePutBackBefore;
    private long _looks;

    /// <summary>Whether they were told so, and keep it as far as they can.</summary>
    public bool Keep(IReadOnlyList<StemCellTarget> targets) =>
        WereTold(targets) && Levels(targets).All(level => level.Ready == Math.Min(level.Told, _room));

    /// <summary>Whether they were told so last by the control plane.</summary>
    public bool WereTold(IReadOnlyList<StemCellTarget> targets) => _told.SequenceEqual(targets);

    /// <summary>What each invoker really keeps, and was told.</summary>
    public IEnumerable<StemCellLevel> Levels(IReadOnlyList<StemCellTarget> targets) =>
        from name in Names
        from target in targets
        let place = new StemCellPlace(name, target.Kind, target.Memory)
        select new StemCellLevel(place, ShareOf(target), _ready.GetValueOrDefault(place));

    /// <summary>
    /// Whether a level that is not as told may stay so where stem cells are put back: there is no room for more, or
    /// it came after they had been put back before.
    /// </summary>
    public bool MayPersist(StemCellLevel level) => _werePutBackBefore || level.Ready == Math.Min(level.Told, _room);

    public StemCellLookup LookAt(IReadOnlyList<StemCellTarget> targets)
    {
        _looks++;
        return new StemCellLookup.Seen(
            [.. Levels(targets).Select(level => level with { Ready = level.Ready - Taken(level) })]);
    }

    public void Post(PlatformChange.SetStemCells cells)
    {
        _told = cells.Targets;
        _werePutBack |= cells.Again;
        Take(cells.Targets, ShareOf);
    }

    /// <summary>Somebody posts another manifest: so many of each pair there is.</summary>
    public void PostByHand(int count)
    {
        _werePutBackBefore = _werePutBack;
        Take(_told, _ => count);
    }

    /// <summary>An invoker restarts with its own manifest.</summary>
    public void Restart(int number)
    {
        _werePutBackBefore = _werePutBack;
        foreach (var place in _ready.Keys.Where(place => place.Invoker == Names[number % Names.Length]).ToList())
            _ready[place] = OwnManifest;
    }

    private void Take(IReadOnlyList<StemCellTarget> targets, Func<StemCellTarget, int> count)
    {
        foreach (var name in Names)
            foreach (var target in targets)
                _ready[new StemCellPlace(name, target.Kind, target.Memory)] = Math.Min(count(target), _room);
    }

    private int Taken(StemCellLevel level) =>
        level.Ready > 0 && _looks % StemCellWatch.Looks != 0
        && StableHash.Unit($"taken {level.Place}", (long)seed, _looks) < 0.3
            ? 1
            : 0;

    private static int ShareOf(StemCellTarget target) => Math.Max(1, (target.Count + Names.Length - 1) / Names.Length);
}
