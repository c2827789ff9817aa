using System.Collections.Immutable;

namespace AquaTope.Models.Platform.Reconciliation;

/// <summary>
/// The last looks at the stem cells of each invoker. How many are ready says little in one look: one that was taken is
/// replaced within moments, one that starts is not ready yet. So a level counts once
/// several looks in a row bear it out.
/// </summary>
public sealed class StemCellWatch
{
    /// <summary>
    /// The looks in a row that bear out a level. An invoker that is busy has one stem cell less in one look of two
    /// perhaps, but not in three in a row.
    /// </summary>
    public const int Looks = 3;

    private readonly ImmutableDictionary<StemCellPlace, ImmutableList<StemCellLevel>> _seen;
    private readonly bool _followsPutBack;
    private readonly long _looks;

    private StemCellWatch(
        ImmutableDictionary<StemCellPlace, ImmutableList<StemCellLevel>> seen, bool followsPutBack, long looks) =>
        (_seen, _followsPutBack, _looks) = (seen, followsPutBack, looks);

    /// <summary>Before the first look, and after stem cells were posted because others were wished.</summary>
    public static StemCellWatch Beginning { get; } =
        new(ImmutableDictionary<StemCellPlace, ImmutableList<StemCellLevel>>.Empty, false, 0);

    /// <summary>After stem cells were put back.</summary>
    public static StemCellWatch AfterPutBack { get; } = new(Beginning._seen, true, 0);

    public bool IsEmpty => _seen.IsEmpty;

    /// <summary>
    /// After one more look. Where it does not say, or another number was told, the count begins anew.
    /// </summary>
    public StemCellWatch After(IReadOnlyList<StemCellLevel> levels) => new(
        levels.Where(level => level.Ready is not null)
            .ToImmutableDictionary(level => level.Place, level => Before(level).Add(level)),
        _followsPutBack, _looks + 1);

    /// <summary>
    /// The level that all of the last looks bear out: what was told where none of them speaks against it, else the
    /// nearest to it that was seen; <see langword="null"/> where there were too few looks.
    /// </summary>
    public int? LevelAt(StemCellPlace place)
    {
        if (!_seen.TryGetValue(place, out var looks) || looks.Count < Looks) return null;
        return Math.Clamp(looks[0].Told, looks.Min(look => look.Ready!.Value), looks.Max(look => look.Ready!.Value));
    }

    /// <summary>The most that any of the last looks saw; <see langword="null"/> where there were too few.</summary>
    public int? MostAt(StemCellPlace place) =>
        _seen.TryGetValue(place, out var looks) && looks.Count == Looks ? looks.Max(look => look.Ready) : null;

    /// <summary>
    /// Whether the level is what putting back came to: every invoker was told anew then, whichever it was done for.
    /// </summary>
    public bool IsWhatPutBackCameTo(StemCellPlace place) =>
        _followsPutBack && _looks == Looks && LevelAt(place) is not null;

    private ImmutableList<StemCellLevel> Before(StemCellLevel level)
    {
        if (!_seen.TryGetValue(level.Place, out var looks) || looks[0].Told != level.Told) return [];
        return looks.Count < Looks ? looks : looks.RemoveAt(0);
    }
}
