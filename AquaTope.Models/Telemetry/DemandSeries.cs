using System.Collections.Immutable;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Telemetry;

/// <summary>
/// A function's demand per window. Only windows with demand are stored: a gap is zero. Old windows fall off once the
/// series spans more than its retention.
/// </summary>
public sealed class DemandSeries
{
    private readonly ImmutableSortedDictionary<long, int> _demand;
    private readonly int _retention;
    private readonly long _oldest;

    private DemandSeries(int retention, ImmutableSortedDictionary<long, int> demand, long oldest)
    {
        _retention = retention;
        _demand = demand;
        _oldest = oldest;
    }

    /// <summary>The windows with demand, oldest first.</summary>
    public IEnumerable<(WindowIndex Window, int Demand)> Entries =>
        _demand.Select(entry => (new WindowIndex(entry.Key), entry.Value));

    /// <summary>The newest window with demand.</summary>
    public WindowIndex? LastActive => _demand.IsEmpty ? null : new WindowIndex(_demand.Keys.Last());

    /// <param name="retention">Windows to look back at most, counted from the newest one with demand.</param>
    public static DemandSeries Empty(int retention)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(retention, 1);
        return new DemandSeries(retention, ImmutableSortedDictionary<long, int>.Empty, 0);
    }

    /// <summary>A series of these windows, oldest first, as <see cref="Entries"/> gives them.</summary>
    /// <param name="retention">Windows to look back at most, counted from the newest one.</param>
    /// <param name="entries">Windows and the containers that each needed.</param>
    public static DemandSeries Of(int retention, IEnumerable<(WindowIndex Window, int Demand)> entries)
    {
        var known = Empty(retention)._demand.ToBuilder();
        foreach (var (window, demand) in entries)
            if (demand > 0)
                known[window.Value] = demand;
        if (known.Count == 0) return Empty(retention);
        var demands = known.ToImmutable();
        var (oldest, newest) = (First(demands), demands.Keys.Last());
        var series = new DemandSeries(retention, demands, oldest);
        return oldest > newest - retention ? series : series.With(new WindowIndex(newest), demands[newest]);
    }

    /// <summary>Containers needed in a window; zero where nothing was stored.</summary>
    public int this[WindowIndex window] => _demand.GetValueOrDefault(window.Value);

    /// <summary>The series with one more window; zero demand changes nothing.</summary>
    public DemandSeries With(WindowIndex window, int demand)
    {
        if (demand <= 0) return this;
        var next = _demand.SetItem(window.Value, demand);
        var oldestKept = window.Value - _retention + 1;
        var oldest = _demand.IsEmpty ? window.Value : Math.Min(_oldest, window.Value);
        while (oldest < oldestKept)
        {
            next = next.Remove(oldest);
            oldest = First(next);
        }
        return new DemandSeries(_retention, next, oldest);
    }

    /// <summary>
    /// One value per window up to and including <paramref name="last"/>, oldest first, zeros included. Starts at the
    /// first window with demand, and goes back <paramref name="most"/> windows at most; never empty.
    /// </summary>
    public int[] UpTo(WindowIndex last, int most)
    {
        var first = _demand.IsEmpty ? last.Value : Math.Min(_oldest, last.Value);
        var values = new int[Math.Clamp(last.Value - first + 1, 1, most)];
        var start = last.Value - values.Length + 1;
        foreach (var (window, demand) in _demand)
            if (window >= start && window <= last.Value)
                values[window - start] = demand;
        return values;
    }

    private static long First(ImmutableSortedDictionary<long, int> demand)
    {
        using var entries = demand.GetEnumerator();
        return entries.MoveNext() ? entries.Current.Key : 0;
    }
}
