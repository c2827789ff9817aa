using AquaTope.Models.Identity;

namespace AquaTope.Host.Ingestion;

/// <summary>
/// Activations this node caused itself, by trials and by warming calls: their records come back through the hook and
/// must not be taken for demand. Remembers the latest <paramref name="capacity"/>. Safe for concurrent use.
/// </summary>
public sealed class OwnActivations(int capacity = 50_000)
{
    private readonly Lock _lock = new();
    private readonly RecentActivations _ids = new(capacity);

    /// <summary>Raised for every activation that is noted, on the thread that notes it.</summary>
    public event Action<FunctionId, ActivationId>? Noted;

    /// <summary>Notes an activation as this node's own.</summary>
    public void Add(FunctionId function, ActivationId id)
    {
        lock (_lock) _ids.Add(id);
        Noted?.Invoke(function, id);
    }

    /// <summary>Whether the activation is among the latest of this node's own.</summary>
    public bool Contains(ActivationId id)
    {
        // Asked for every report, while most nodes most of the time have none.
        if (_ids.Count == 0) return false;
        lock (_lock) return _ids.Contains(id);
    }
}
