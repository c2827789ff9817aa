using AquaTope.Models.Identity;
using AquaTope.Models.Telemetry;

namespace AquaTope.Models.Delivery;

/// <summary>
/// Which reports of one source each function has, and what has to be sent to it. Mutable: it belongs to one actor. It
/// holds no reports, only numbers, one account a function.
/// <code>
///            ┌──────────── silent for too long ───────────▶ Silent
///   Live ────┤                                                │ answers
///    ▲       └─ lacks reports, or has lost what it had ─▶ Wanting ─▶ Reading
///    └──────────────── the log has been read up to what is live ───────┘
/// </code>
/// Whatever is not counted is in the log, so nothing is kept in memory to be sent again: a function that lacks reports
/// is sent them from there, while live ones pass it by until the reading has caught up with them. A ledger that begins
/// anew, where another was lost, knows no function: it has the whole log read, for everybody in it.
/// </summary>
public sealed class DeliveryLedger(DeliveryOptions options)
{
    private readonly Dictionary<FunctionId, DeliveryAccount> _accounts = [];
    private int _wanting;
    private bool _beginsAnew;

    /// <summary>Every report up to this number has been offered.</summary>
    public long TakenThrough { get; private set; }

    /// <summary>Reports sent and not answered.</summary>
    public int Outstanding { get; private set; }

    /// <summary>Whether more may be sent.</summary>
    public bool HasRoom => Outstanding < options.MostOutstanding;

    /// <summary>Functions that are not sent reports as they come.</summary>
    public int Behind => _accounts.Values.Count(account => account.State != AccountState.Live);

    /// <summary>Whether the log has to be read.</summary>
    public bool WantsReading => _wanting > 0 || _beginsAnew;

    /// <summary>Whether the log is being read.</summary>
    public bool IsReading { get; private set; }

    /// <summary>Reports that were accepted just now, those of one function in the order of their numbers.</summary>
    public IEnumerable<Parcel> Offer(
        FunctionId function, IReadOnlyList<SequencedInvocation> reports, DateTimeOffset now)
    {
        var account = AccountOf(function);
        account.Knows(reports[^1].Sequence);
        return account.State == AccountState.Live ? Send(account, reports, now) : [];
    }

    /// <summary>
    /// Says that reports were offered to a ledger before, of which nothing is known: who has not
    /// answered lacks whatever is in the log.
    /// </summary>
    public void BeginAnew() => _beginsAnew = true;

    /// <summary>Says that all reports up to this number have been offered.</summary>
    public void Taken(long sequence) => TakenThrough = Math.Max(TakenThrough, sequence);

    /// <summary>A function answered a parcel.</summary>
    public void Receive(Receipt receipt, DateTimeOffset now) =>
        Change(receipt.Function, account => account.Take(receipt, now, options.AskAfter));

    /// <summary>A function has written down that it has counted everything up to this number.</summary>
    public void Written(FunctionId function, long journaled) =>
        Change(function, account => account.Written(journaled));

    /// <summary>A function has come back with nothing but what it had written.</summary>
    public void Recovered(FunctionId function) => Change(function, account => account.Recover());

    /// <summary>Questions to the functions that were silent for too long.</summary>
    public IReadOnlyList<Parcel> Due(DateTimeOffset now)
    {
        List<Parcel> questions = [];
        foreach (var (function, account) in _accounts)
            if (account.AskAt <= now)
                Change(function, silent => questions.Add(silent.Ask(now, options.LongestPause)));
        return questions;
    }

    /// <summary>Begins to read the log for all that want it, and answers the number after which.</summary>
    public long BeginReading()
    {
        IsReading = true;
        var wanting = _accounts.Values.Where(account => account.State == AccountState.Wanting).ToList();
        var from = _beginsAnew ? 0 : wanting.Min(account => account.From);
        foreach (var account in wanting) account.BeginReading();
        _wanting = 0;
        return from;
    }

    /// <summary>
    /// Takes what was read of the log, up to and including a number. Once that has caught up with what was offered, the
    /// reading is over and reports are sent as they come.
    /// </summary>
    public IReadOnlyList<Parcel> Read(IEnumerable<SequencedReport> reports, long through, DateTimeOffset now)
    {
        var wanted = new Dictionary<FunctionId, List<SequencedInvocation>>();
        foreach (var (sequence, report) in reports)
        {
            if (report is not ActivationReport.Ran { Invocation: var invocation }) continue;
            var account = _beginsAnew
                ? AccountOf(invocation.Function)
                : _accounts.GetValueOrDefault(invocation.Function);
            if (account?.State != AccountState.Reading) continue;
            if (!wanted.TryGetValue(invocation.Function, out var found)) wanted[invocation.Function] = found = [];
            found.Add(new SequencedInvocation(sequence, invocation));
        }

        List<Parcel> parcels = [];
        foreach (var (function, found) in wanted)
        {
            _accounts[function].Knows(found[^1].Sequence);
            parcels.AddRange(Send(_accounts[function], found, now));
        }
        if (through >= TakenThrough) EndReading(now);
        return parcels;
    }

    /// <summary>
    /// The number up to which every report is in the journal. Functions that nobody
    /// manages any more are not waited for.
    /// </summary>
    public long JournaledThrough(Func<FunctionId, bool> isManaged)
    {
        if (_beginsAnew) return 0;
        var journaled = TakenThrough;
        foreach (var (function, account) in _accounts)
            if (account.Known > account.Journaled && account.Journaled < journaled && isManaged(function))
                journaled = account.Journaled;
        return journaled;
    }

    private IReadOnlyList<Parcel> Send(
        DeliveryAccount account, IReadOnlyList<SequencedInvocation> reports, DateTimeOffset now)
    {
        var fresh = reports[0].Sequence > account.Sent
            ? reports
            : [.. reports.SkipWhile(report => report.Sequence <= account.Sent)];
        Outstanding += fresh.Count;
        return fresh.Count == 0 ? []
            : fresh.Count <= options.ParcelSize ? [account.Send(fresh, now)]
            : [.. fresh.Chunk(options.ParcelSize).Select(chunk => account.Send(chunk, now))];
    }

    private void EndReading(DateTimeOffset now)
    {
        IsReading = _beginsAnew = false;
        foreach (var account in _accounts.Values)
            if (account.State == AccountState.Reading)
                account.EndReading(now, options.AskAfter);
    }

    private void Change(FunctionId function, Action<DeliveryAccount> change)
    {
        // A function that was never sent anything has nothing in the log.
        if (!_accounts.TryGetValue(function, out var account)) return;
        Outstanding -= account.Outstanding;
        if (account.State == AccountState.Wanting) _wanting--;
        change(account);
        if (account.State == AccountState.Wanting) _wanting++;
        Outstanding += account.Outstanding;
    }

    private DeliveryAccount AccountOf(FunctionId function)
    {
        if (_accounts.TryGetValue(function, out var account)) return account;
        _accounts.Add(function, account = new DeliveryAccount(function, options.AnswerWithin));
        // What was sent before is not known, so nothing may be sent but from the beginning of the log.
        if (_beginsAnew) account.BeginReading();
        return account;
    }
}
