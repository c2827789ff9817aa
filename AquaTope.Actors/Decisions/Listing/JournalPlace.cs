namespace AquaTope.Actors.Decisions.Listing;

/// <summary>How far the journal has been read.</summary>
/// <param name="Ordering">The place of the last fact that was read; 0 before the first.</param>
/// <param name="PersistenceId">
/// Whose fact that was: a journal that has another there is not the one that was read.
/// </param>
/// <param name="SequenceNumber">Its number.</param>
public sealed record JournalPlace(long Ordering, string PersistenceId, long SequenceNumber)
{
    public static JournalPlace Beginning { get; } = new(0, "", 0);
}
