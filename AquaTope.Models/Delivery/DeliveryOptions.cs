namespace AquaTope.Models.Delivery;

/// <summary>How a node hands accepted reports to the functions.</summary>
public sealed record DeliveryOptions
{
    /// <summary>
    /// Reports under way and not yet answered, of all functions together. At so many no more are taken from the queue,
    /// which fills, and senders are told 429.
    /// </summary>
    public int MostOutstanding { get; init; } = 50_000;

    /// <summary>Reports in one message. About 300 bytes each between nodes, whose frames have a bound.</summary>
    public int ParcelSize { get; init; } = 1024;

    /// <summary>Reports read from the log at once.</summary>
    public int ReadSize { get; init; } = 4096;

    /// <summary>
    /// A function that does not answer for so long is left alone but for a question, which is repeated after twice the
    /// time, and so on; its reports wait in the log.
    /// </summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time between two such questions.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A function whose reports are all counted, yet not all in the journal, is asked for
    /// its mark after so long a silence.
    /// </summary>
    public TimeSpan AskAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long the log keeps a report at least, also when it is in the journal: a sender may repeat it, and a node
    /// that has restarted knows only the ids that the log still holds.
    /// </summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromMinutes(30);
}
