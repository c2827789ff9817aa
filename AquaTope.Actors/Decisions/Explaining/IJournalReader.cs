namespace AquaTope.Actors.Decisions.Explaining;

/// <summary>Reads what an actor has journaled.</summary>
public interface IJournalReader
{
    /// <summary>The facts of one actor, oldest first, up to and including this number.</summary>
    Task<IReadOnlyList<object>> ReadAsync(string persistenceId, long through, CancellationToken cancellation);
}
