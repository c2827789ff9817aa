namespace AquaTope.Actors.Decisions.Listing;

/// <summary>
/// Where the list of decisions is kept: a copy of what the journal says, which can be made anew at any time.
/// </summary>
public interface IDecisionStore
{
    /// <summary>
    /// How far the journal was read. A list that lacks one of these kinds is emptied, and begins at the beginning.
    /// </summary>
    Task<JournalPlace> OpenAsync(IReadOnlyList<string> kinds, CancellationToken cancellation);

    /// <summary>
    /// Adds decisions and moves on, both or neither. <see langword="false"/>, and nothing is changed, where the list is
    /// not at <paramref name="from"/>: another node has moved it.
    /// </summary>
    Task<bool> AppendAsync(
        IReadOnlyList<DecisionEntry> entries, JournalPlace from, JournalPlace to, CancellationToken cancellation);

    /// <summary>Empties the list and goes back to the beginning of the journal.</summary>
    Task ClearAsync(CancellationToken cancellation);

    /// <summary>Removes what was decided before an instant, and says how many decisions that were.</summary>
    Task<int> RemoveBeforeAsync(DateTimeOffset instant, CancellationToken cancellation);

    /// <summary>The decisions that a query asks for, oldest first.</summary>
    Task<IReadOnlyList<DecisionEntry>> ReadAsync(DecisionQuery query, CancellationToken cancellation);

    /// <summary>One decision, or <see langword="null"/> where there is none of that id.</summary>
    Task<DecisionEntry?> FindAsync(long id, CancellationToken cancellation);
}
