using AquaTope.Models.Identity;

namespace AquaTope.Host.Emulation.Entities;

/// <summary>Which activations to list: both instants are included, and compare with the start.</summary>
/// <param name="Name"><c>action</c> or <c>package/action</c>; <see langword="null"/> for all.</param>
internal sealed record ActivationQuery(string? Name, DateTimeOffset? Since, DateTimeOffset? Upto);

/// <summary>
/// The records of finished activations, at most <paramref name="capacity"/>: beyond that, the one that started first is
/// dropped. Safe to call concurrently.
/// </summary>
internal sealed class ActivationStore(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ActivationId, ActivationRecord> _byId = [];
    private readonly SortedSet<Entry> _byStart = [];
    private long _stored;

    public void Add(ActivationRecord record)
    {
        lock (_gate)
        {
            _byId.Add(record.Id, record);
            _byStart.Add(new Entry(record.Start, _stored++, record));
            if (_byId.Count <= capacity || _byStart.Min is not { } oldest) return;
            _byStart.Remove(oldest);
            _byId.Remove(oldest.Record!.Id);
        }
    }

    public ActivationRecord? Find(ActivationId id)
    {
        lock (_gate) return _byId.GetValueOrDefault(id);
    }

    /// <summary>The activations asked for, the last started first.</summary>
    public IReadOnlyList<ActivationRecord> List(ActivationQuery query, int skip, int limit)
    {
        lock (_gate) return [.. Matching(query).Skip(skip).Take(limit)];
    }

    public int Count(ActivationQuery query)
    {
        lock (_gate) return Matching(query).Count();
    }

    private IEnumerable<ActivationRecord> Matching(ActivationQuery query)
    {
        var from = query.Since ?? DateTimeOffset.MinValue;
        var to = query.Upto ?? DateTimeOffset.MaxValue;
        if (from > to) return [];
        return _byStart
            .GetViewBetween(new Entry(from, long.MinValue, null), new Entry(to, long.MaxValue, null))
            .Reverse()
            .Select(entry => entry.Record!)
            .Where(record => query.Name is null || record.CalledAs == query.Name);
    }

    // The order of storing separates activations that started in the same instant.
    private sealed record Entry(DateTimeOffset Start, long Order, ActivationRecord? Record) : IComparable<Entry>
    {
        public int CompareTo(Entry? other) => other is null ? 1 : (Start, Order).CompareTo((other.Start, other.Order));
    }
}
