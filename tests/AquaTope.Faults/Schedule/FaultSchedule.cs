using System.Globalization;
using AquaTope.Models;

namespace AquaTope.Faults.Schedule;

/// <summary>
/// Decides for each place where something can go wrong whether it does. The answer follows from the seed, the place and
/// how often the place was come by before, so that leaving one fault out leaves those elsewhere as they are.
/// </summary>
/// <param name="seed">What all answers follow from.</param>
/// <param name="rates">How often each kind strikes.</param>
/// <param name="kept">The faults that may strike, by their keys; <see langword="null"/> for all.</param>
internal sealed class FaultSchedule(ulong seed, FaultRates rates, IReadOnlySet<string>? kept = null)
{
    private readonly Dictionary<string, int> _visits = new(StringComparer.Ordinal);
    private readonly List<InjectedFault> _injected = [];

    public ulong Seed => seed;

    /// <summary>Whether faults strike at all; none does once they are over.</summary>
    public bool IsOver { get; private set; }

    public IReadOnlyList<InjectedFault> Injected => _injected;

    /// <summary>The time that an injected fault is noted with.</summary>
    public Func<DateTimeOffset> Clock { get; set; } = () => DateTimeOffset.UnixEpoch;

    public void End() => IsOver = true;

    /// <summary>The fault that strikes at a place, one of those that can, or none.</summary>
    /// <param name="place">Where: a link, a journal, a knob of the platform.</param>
    /// <param name="kinds">The kinds that can strike there.</param>
    public InjectedFault? StrikeAt(string place, params ReadOnlySpan<FaultKind> kinds)
    {
        if (IsOver) return null;
        var visit = _visits[place] = _visits.GetValueOrDefault(place) + 1;
        var draw = StableHash.Unit(place, (long)seed, visit);
        foreach (var kind in kinds)
        {
            var rate = rates.Of(kind);
            if (draw < rate) return Inject(kind, place, visit);
            draw = (draw - rate) / (1 - rate);
        }
        return null;
    }

    /// <summary>Whether the fault planned under this number comes.</summary>
    public InjectedFault? StrikePlanned(FaultKind kind, string place, int number) =>
        !IsOver && StableHash.Unit($"planned {kind}", (long)seed, number) < rates.Of(kind)
            ? Inject(kind, place, number)
            : null;

    private InjectedFault? Inject(FaultKind kind, string place, int visit)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{kind}@{place}#{visit}");
        if (kept is not null && !kept.Contains(key)) return null;
        var fault = new InjectedFault(key, kind, place, Clock(), StableHash.Unit(key, (long)seed, 1));
        _injected.Add(fault);
        return fault;
    }
}
