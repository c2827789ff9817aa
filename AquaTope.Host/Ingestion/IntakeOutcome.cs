namespace AquaTope.Host.Ingestion;

/// <summary>What came of offering the reports of one request.</summary>
public abstract record IntakeOutcome
{
    private IntakeOutcome()
    {
    }

    /// <summary>All are taken care of: new ones are spooled and queued, the others counted and dropped.</summary>
    /// <param name="New">Reports that will be routed.</param>
    /// <param name="Duplicates">Reports that came before.</param>
    /// <param name="Unmanaged">Reports of functions no workflow uses, and of this node's own trials and warming
    /// calls.</param>
    public sealed record Accepted(int New, int Duplicates, int Unmanaged) : IntakeOutcome;

    /// <summary>The queue has no room for all new reports now; none was taken.</summary>
    public sealed record Busy : IntakeOutcome;

    /// <summary>More new reports than the queue ever holds; none was taken.</summary>
    public sealed record TooMany(int Reports, int Capacity) : IntakeOutcome;

    /// <summary>The spool could not be written; none was taken.</summary>
    public sealed record Unwritable(string Reason) : IntakeOutcome;
}
