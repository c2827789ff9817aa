namespace AquaTope.Host.Fencing;

/// <summary>
/// How long a lease is certainly held: from the moment before it was asked for, so that it ends here before it ends in
/// the database. It is over as soon as one of two clocks says so; the one stands still while a machine is
/// suspended, the other may be set back.
/// </summary>
/// <param name="Timestamp">The steady clock's reading at its beginning.</param>
/// <param name="At">The time of day at its beginning.</param>
/// <param name="Length">How long it lasts.</param>
internal sealed record LeaseTerm(long Timestamp, DateTimeOffset At, TimeSpan Length)
{
    /// <summary>A term that begins now.</summary>
    public static LeaseTerm Begin(TimeProvider time, TimeSpan length) =>
        new(time.GetTimestamp(), time.GetUtcNow(), length);

    /// <summary>Whether it is not over yet.</summary>
    public bool Covers(TimeProvider time) =>
        time.GetElapsedTime(Timestamp) < Length && time.GetUtcNow() - At < Length;
}
