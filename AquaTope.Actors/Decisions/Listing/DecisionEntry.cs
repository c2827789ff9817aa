namespace AquaTope.Actors.Decisions.Listing;

/// <summary>One decision as it is listed.</summary>
/// <param name="Id">
/// Its place in the journal: the same on every node and after restarts, rising, with gaps where other facts lie.
/// </param>
/// <param name="At">When it was made.</param>
/// <param name="Text">How it reads.</param>
/// <param name="PersistenceId">Whose journal it lies in.</param>
/// <param name="SequenceNumber">Where in that journal.</param>
public sealed record DecisionEntry(
    long Id, DateTimeOffset At, DecisionText Text, string PersistenceId, long SequenceNumber);
