namespace AquaTope.Actors.Journaling;

/// <summary>
/// When an actor whose state grows takes a snapshot. An entry of a state is about as long as an event, so with one
/// event to an entry snapshots are about as many bytes as the events between them.
/// </summary>
/// <param name="Fewest">The fewest events between two snapshots.</param>
/// <param name="PerEntry">Events for each entry that the state has.</param>
public sealed record SnapshotPace(int Fewest, int PerEntry)
{
    public static SnapshotPace Standard { get; } = new(1_000, 1);

    /// <summary>Events between two snapshots of a state with so many entries.</summary>
    public long EventsAt(long entries) => Math.Max(Fewest, PerEntry * entries);
}
