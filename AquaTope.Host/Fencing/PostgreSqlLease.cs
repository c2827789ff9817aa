using System.Data.Common;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Coordination;
using Akka.Event;
using AquaTope.Actors.Fencing;

namespace AquaTope.Host.Fencing;

/// <summary>
/// A lease in the journal's database: whoever holds it renews it, and whoever cannot renew it in time has lost it
/// before the database gives it to another. An owner is one life of one process, so that a successor at the same
/// address does not inherit what its predecessor may still believe to hold.
/// </summary>
public sealed class PostgreSqlLease : Lease, IFence, IDisposable
{
    /// <summary>
    /// The share of a lease that its holder does not use, for requests that it sends at the very end.
    /// </summary>
    private const double Margin = 0.1;

    private readonly string _name;
    private readonly string _owner;
    private readonly TimeSpan _length;
    private readonly TimeSpan _interval;
    private readonly LeaseTable _table;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log;
    private readonly SemaphoreSlim _turn = new(1);
    private Holding? _holding;

    /// <summary>As Akka.Coordination makes it, for a singleton of this node.</summary>
    public PostgreSqlLease(LeaseSettings settings, ExtendedActorSystem system) : this(
        settings, system.Settings.Config.GetString("akka.persistence.journal.sql.connection-string"),
        TimeProvider.System, system.Log)
    {
        SingletonFences.Get(system).Put(_name, this);
    }

    internal PostgreSqlLease(LeaseSettings settings, string database, TimeProvider time, ILoggingAdapter log)
        : base(settings)
    {
        // Akka names it by the path of the singleton's manager.
        _name = settings.LeaseName[(settings.LeaseName.LastIndexOf('/') + 1)..];
        _owner = $"{settings.OwnerName} {Guid.NewGuid():n}";
        _length = settings.TimeoutSettings.HeartbeatTimeout;
        _interval = settings.TimeoutSettings.HeartbeatInterval;
        _table = new LeaseTable(database, settings.TimeoutSettings.OperationTimeout);
        (_time, _log) = (time, log);
    }

    /// <inheritdoc />
    public bool IsHeld => Volatile.Read(ref _holding) is { } holding && holding.Term.Covers(_time);

    public override bool CheckLease() => IsHeld;

    public override Task<bool> Acquire() => Acquire(_ => { });

    public override async Task<bool> Acquire(Action<Exception> leaseLostCallback)
    {
        await _turn.WaitAsync();
        try
        {
            if (Volatile.Read(ref _holding) is { } held && held.Term.Covers(_time))
            {
                held.OnLost = leaseLostCallback;
                return true;
            }
            Volatile.Write(ref _holding, null);
            var term = LeaseTerm.Begin(_time, _length * (1 - Margin));
            if (await _table.TakeAsync(_name, _owner, _length) is not { } epoch) return false;
            var holding = new Holding(epoch, term, leaseLostCallback);
            Volatile.Write(ref _holding, holding);
            _ = KeepAsync(holding);
            _log.Info("Lease {0} is held by this node, epoch {1}", _name, epoch);
            return true;
        }
        catch (Exception silent) when (IsSilence(silent))
        {
            throw new LeaseException($"Lease {_name} could not be asked for: {silent.Message}", silent);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override async Task<bool> Release()
    {
        await _turn.WaitAsync();
        try
        {
            if (Interlocked.Exchange(ref _holding, null) is not { } holding) return true;
            await _table.ReleaseAsync(_name, _owner, holding.Epoch);
            _log.Info("Lease {0} was given back, epoch {1}", _name, holding.Epoch);
            return true;
        }
        catch (Exception silent) when (IsSilence(silent))
        {
            throw new LeaseException(
                $"Lease {_name} could not be given back and runs out by itself: {silent.Message}", silent);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _holding, null);
        _turn.Dispose();
    }

    private async Task KeepAsync(Holding holding)
    {
        using var ticks = new PeriodicTimer(_interval, _time);
        while (await ticks.WaitForNextTickAsync() && holding == Volatile.Read(ref _holding))
        {
            var reason = "another node has it";
            try
            {
                var term = LeaseTerm.Begin(_time, _length * (1 - Margin));
                if (await _table.RenewAsync(_name, _owner, holding.Epoch, _length))
                {
                    holding.Term = term;
                    continue;
                }
            }
            catch (Exception silent) when (IsSilence(silent))
            {
                _log.Warning("Lease {0} could not be renewed: {1}", _name, silent.Message);
                if (holding.Term.Covers(_time)) continue;
                reason = "it could not be renewed in time";
            }
            if (Interlocked.CompareExchange(ref _holding, null, holding) != holding) return;
            _log.Warning("Lease {0}, epoch {1}, is lost: {2}", _name, holding.Epoch, reason);
            holding.OnLost(new LeaseException($"Lease {_name} is lost: {reason}."));
        }
    }

    private static bool IsSilence(Exception exception) =>
        exception is DbException or TimeoutException or IOException or SocketException;

    /// <summary>The lease from when it was taken until it is given back or lost.</summary>
    private sealed class Holding(long epoch, LeaseTerm term, Action<Exception> onLost)
    {
        private volatile LeaseTerm _term = term;

        public long Epoch => epoch;

        /// <summary>Begins anew with every renewal.</summary>
        public LeaseTerm Term
        {
            get => _term;
            set => _term = value;
        }

        public Action<Exception> OnLost { get; set; } = onLost;
    }
}
