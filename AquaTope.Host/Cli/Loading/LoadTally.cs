using AquaTope.Host.OpenWhisk;

namespace AquaTope.Host.Cli.Loading;

/// <summary>What became of the invocations so far. Safe for concurrent use.</summary>
internal sealed class LoadTally
{
    private readonly Lock _gate = new();
    private readonly List<double> _latencies = [];
    private readonly List<double> _lags = [];
    private readonly Dictionary<string, LoadFailure> _failures = [];

    /// <summary>Invocations whose time has come: sent or dropped.</summary>
    public int Due => Sent + Dropped;

    /// <summary>Invocations that were sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Invocations that were not sent, since too many were outstanding.</summary>
    public int Dropped { get; private set; }

    /// <summary>Invocations whose records say that they started cold.</summary>
    public int ColdStarts { get; private set; }

    /// <summary>When the last answer came, from the beginning on.</summary>
    public TimeSpan LastAnswer { get; private set; }

    /// <summary>How long sending took: to its planned end, or to where it was stopped.</summary>
    public TimeSpan Sending { get; set; }

    /// <summary>Whether sending ended before its time.</summary>
    public bool Stopped { get; set; }

    /// <summary>
    /// Seconds from the time at which an invocation was to be sent to its answer, of those that succeeded.
    /// </summary>
    public IReadOnlyList<double> LatencySeconds => _latencies;

    /// <summary>Seconds by which each was sent late.</summary>
    public IReadOnlyList<double> LagSeconds => _lags;

    /// <summary>Failures by kind, the most frequent first.</summary>
    public IReadOnlyList<LoadFailure> Failures =>
        [.. _failures.Values.OrderByDescending(failure => failure.Count).ThenBy(failure => failure.Kind)];

    public void Send(TimeSpan lag)
    {
        Sent++;
        _lags.Add(lag.TotalSeconds);
    }

    public void Drop() => Dropped++;

    /// <summary>Counts an answer that came so late after an invocation was to be sent.</summary>
    public void Answer(InvocationEnd end, TimeSpan latency, TimeSpan at)
    {
        lock (_gate)
        {
            LastAnswer = at;
            if (end is InvocationEnd.Ran { IsColdStart: true }) ColdStarts++;
            if (LoadFailures.Of(end) is var (kind, reason)) Fail(kind, reason);
            else _latencies.Add(latency.TotalSeconds);
        }
    }

    /// <summary>Counts an invocation whose answer is no longer waited for.</summary>
    public void GiveUp()
    {
        lock (_gate) Fail(LoadFailures.Unanswered, "the run was stopped before the answer came");
    }

    private void Fail(string kind, string reason) => _failures[kind] =
        _failures.TryGetValue(kind, out var known)
            ? known with { Count = known.Count + 1 }
            : new LoadFailure(kind, 1, reason);
}
