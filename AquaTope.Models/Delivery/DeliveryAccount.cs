using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Delivery;

/// <summary>Where the delivery to one function stands.</summary>
internal sealed class DeliveryAccount(FunctionId function, TimeSpan answerWithin)
{
    private TimeSpan? _longerPause;
    private readonly Queue<(long Last, int Count)> _underWay = new();

    public AccountState State { get; private set; } = AccountState.Live;

    /// <summary>Where the log has to be read from, while it is wanted.</summary>
    public long From { get; private set; }

    /// <summary>The number of the last report sent in this turn.</summary>
    public long Sent { get; private set; }

    /// <summary>The number of the last report that the log is known to have for the function.</summary>
    public long Known { get; private set; }

    public long Journaled { get; private set; }

    /// <summary>Reports sent and not answered.</summary>
    public int Outstanding { get; private set; }

    /// <summary>When silence becomes remarkable; none while nothing is expected.</summary>
    public DateTimeOffset? AskAt { get; private set; }

    private int Turn { get; set; }

    private long Received { get; set; }

    private bool HasAnswered { get; set; }

    private TimeSpan Pause => _longerPause ?? answerWithin;

    /// <summary>Says that the log has reports up to this number.</summary>
    public void Knows(long sequence) => Known = Math.Max(Known, sequence);

    public Parcel Send(IReadOnlyList<SequencedInvocation> reports, DateTimeOffset now)
    {
        var parcel = new Parcel(function, Turn, Sent, reports);
        Sent = reports[^1].Sequence;
        _underWay.Enqueue((Sent, reports.Count));
        if (Outstanding == 0) AskAt = now + Pause;
        Outstanding += reports.Count;
        return parcel;
    }

    /// <summary>Takes an answer.</summary>
    public void Take(Receipt receipt, DateTimeOffset now, TimeSpan askAfter)
    {
        Written(receipt.Journaled);
        HasAnswered = true;
        if (receipt.Turn != Turn) return;

        _longerPause = null;
        switch (State)
        {
            case AccountState.Live or AccountState.Reading when receipt.IsLacking || receipt.Received < Received:
            case AccountState.Silent:
                Want(receipt.Received);
                break;
            case AccountState.Live or AccountState.Reading:
                Settle(receipt.Received);
                AskAt = Outstanding > 0 ? now + Pause : Known > Journaled ? now + askAfter : null;
                break;
        }
    }

    public void Written(long journaled)
    {
        Journaled = Math.Max(Journaled, journaled);
        if (Outstanding == 0 && State == AccountState.Live && Known <= Journaled) AskAt = null;
    }

    /// <summary>
    /// The function has lost what it had not written. Before its first answer everything is still under way to it, so
    /// there is nothing to be sent again.
    /// </summary>
    public void Recover()
    {
        if (HasAnswered || State == AccountState.Silent) Want(0);
    }

    /// <summary>Asks a function that was silent for too long; what was under way is taken for lost.</summary>
    public Parcel Ask(DateTimeOffset now, TimeSpan longestPause)
    {
        if (Outstanding > 0)
        {
            Drop();
            Turn++;
            State = AccountState.Silent;
        }
        _longerPause = Pause * 2 < longestPause ? Pause * 2 : longestPause;
        AskAt = now + Pause;
        return new Parcel(function, Turn, 0, []);
    }

    public void BeginReading()
    {
        State = AccountState.Reading;
        Sent = Received = From;
    }

    // Where the log had nothing more to send, nothing else would ask whether what was received is written down.
    public void EndReading(DateTimeOffset now, TimeSpan askAfter)
    {
        State = AccountState.Live;
        if (Known > Journaled) AskAt ??= now + askAfter;
    }

    private void Want(long from)
    {
        From = State == AccountState.Wanting ? Math.Min(From, from) : from;
        State = AccountState.Wanting;
        Drop();
        Turn++;
        AskAt = null;
    }

    private void Settle(long received)
    {
        Received = received;
        while (_underWay.TryPeek(out var first) && first.Last <= received) Outstanding -= _underWay.Dequeue().Count;
    }

    private void Drop()
    {
        _underWay.Clear();
        Outstanding = 0;
    }
}

/// <summary>How a function is sent its reports.</summary>
internal enum AccountState
{
    /// <summary>As they are accepted.</summary>
    Live,

    /// <summary>Not at all: it does not answer.</summary>
    Silent,

    /// <summary>From the log, which has to be read for it.</summary>
    Wanting,

    /// <summary>From the log, which is being read.</summary>
    Reading
}
