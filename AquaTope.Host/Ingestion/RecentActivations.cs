using System.Numerics;
using AquaTope.Models.Identity;

namespace AquaTope.Host.Ingestion;

/// <summary>
/// The ids of the latest activations, so that what arrives twice counts once. Holds <c>capacity</c> ids; a further one
/// pushes out the oldest, and a report with an id that was pushed out is taken as new. Not safe for concurrent use.
/// </summary>
/// <remarks>
/// A ring of ids in order of arrival beside an open-addressing table with linear probing, at most half full: 48 to 80
/// bytes an id and no garbage. Removal shifts the following entries back, so that no tombstones gather.
/// </remarks>
public sealed class RecentActivations
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15UL;

    private readonly UInt128[] _arrivals;
    private readonly UInt128[] _table;
    private readonly int _mask;
    private int _next;

    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1 or more than 2^28 ids.</exception>
    public RecentActivations(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 1 << 28);
        _arrivals = new UInt128[capacity];
        _table = new UInt128[BitOperations.RoundUpToPowerOf2((uint)capacity * 2)];
        _mask = _table.Length - 1;
    }

    /// <summary>How many ids are held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the id is among the latest.</summary>
    public bool Contains(ActivationId id) => _table[Find(id.Bits)] != 0;

    /// <summary>Remembers the id; <see langword="false"/> when it was already there.</summary>
    /// <exception cref="ArgumentException">The id is all zeros, which names no activation and marks a free place
    /// here.</exception>
    public bool Add(ActivationId id)
    {
        if (id.Bits == 0) throw new ArgumentException("An activation id of zeros names no activation.", nameof(id));
        if (_table[Find(id.Bits)] != 0) return false;

        // In a full ring the place after the newest is that of the oldest.
        if (Count == _arrivals.Length) Remove(_arrivals[_next]);
        else Count++;
        _arrivals[_next] = id.Bits;
        _next = (_next + 1) % _arrivals.Length;
        _table[Find(id.Bits)] = id.Bits;
        return true;
    }

    /// <summary>Forgets the ids added last; those that they pushed out do not come back.</summary>
    public void ForgetNewest(int count)
    {
        for (var left = Math.Min(count, Count); left > 0; left--)
        {
            _next = (_next - 1 + _arrivals.Length) % _arrivals.Length;
            Remove(_arrivals[_next]);
            Count--;
        }
    }

    // The place of the id, or the free place where it would stand.
    private int Find(UInt128 id)
    {
        var place = Home(id);
        while (_table[place] != 0 && _table[place] != id) place = (place + 1) & _mask;
        return place;
    }

    private void Remove(UInt128 id)
    {
        var hole = Find(id);
        for (var next = (hole + 1) & _mask; _table[next] != 0; next = (next + 1) & _mask)
        {
            // An entry may move back into the hole unless its home lies cyclically after the hole: then a search for it
            // would begin beyond the place it was moved to.
            var home = Home(_table[next]);
            if (((next - home) & _mask) < ((next - hole) & _mask)) continue;
            _table[hole] = _table[next];
            hole = next;
        }
        _table[hole] = 0;
    }

    // Ids are random on a real platform but count up in simulations, so their bits are mixed (Fibonacci hashing).
    private int Home(UInt128 id) =>
        (int)(((((ulong)(id >> 64) * GoldenRatio) ^ (ulong)id) * GoldenRatio) >> 33) & _mask;
}
