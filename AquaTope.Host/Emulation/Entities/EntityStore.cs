namespace AquaTope.Host.Emulation.Entities;

/// <summary>
/// The actions, packages, triggers and rules of the platform. Writes compare: each names the entity it was made from,
/// so that of two concurrent updates one is refused. Safe to call concurrently.
/// </summary>
internal sealed class EntityStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<WhiskName, WhiskEntity> _entities = [];

    public WhiskEntity? Find(WhiskName name)
    {
        lock (_gate) return _entities.GetValueOrDefault(name);
    }

    /// <summary>
    /// The entity of that name, or <see langword="null"/> when there is none or it is of another type.
    /// </summary>
    public T? Find<T>(WhiskName name) where T : WhiskEntity => Find(name) as T;

    /// <summary>All entities of a type, the last updated first.</summary>
    public IReadOnlyList<T> List<T>() where T : WhiskEntity
    {
        lock (_gate)
            return [.. _entities.Values.OfType<T>()
                .OrderByDescending(entity => entity.Updated)
                .ThenBy(entity => entity.Name.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>
    /// Stores the entity in the place of <paramref name="replaced"/>, or as a new one when that is
    /// <see langword="null"/>. Answers <see langword="false"/>, and stores nothing, when something else stands there
    /// now.
    /// </summary>
    public bool TryPut(WhiskEntity entity, WhiskEntity? replaced)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(_entities.GetValueOrDefault(entity.Name), replaced)) return false;
            _entities[entity.Name] = entity;
            return true;
        }
    }

    /// <summary>Removes the entity; <see langword="false"/> when it is no longer the stored one.</summary>
    public bool TryRemove(WhiskEntity entity)
    {
        lock (_gate)
            return ReferenceEquals(_entities.GetValueOrDefault(entity.Name), entity) && _entities.Remove(entity.Name);
    }
}
