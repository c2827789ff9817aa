using AquaTope.Models.Identity;

namespace AquaTope.Models.Telemetry;

/// <summary>
/// The ids of the latest activations of one function or workflow. Grows with use up to <paramref name="capacity"/>,
/// about 50 bytes each; from then on a further id pushes out the oldest.
/// </summary>
public sealed class RecentIds(int capacity)
{
    private readonly HashSet<ActivationId> _ids = [];
    private readonly Queue<ActivationId> _arrivals = new();

    /// <summary>Remembers the id; <see langword="false"/> when it was already there.</summary>
    public bool Add(ActivationId id)
    {
        if (!_ids.Add(id)) return false;
        _arrivals.Enqueue(id);
        if (_arrivals.Count > capacity) _ids.Remove(_arrivals.Dequeue());
        return true;
    }
}
