using Akka.Actor;
using AquaTope.Actors.Platform;
using AquaTope.Models;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;

namespace AquaTope.Faults.Worlds.People;

/// <summary>
/// Somebody who halts all changes for a while, and goes back to earlier configurations. While he has been told that
/// changes are halted, nothing may be sent.
/// </summary>
internal sealed class Operator
{
    // An answer to a question about a trial counts for so long.
    private static readonly TimeSpan TrialsBreakOffWithin = TimeSpan.FromSeconds(5);

    private readonly World _world;
    private readonly OrderBook _orders;
    private readonly List<Violation> _violations = [];
    private DateTimeOffset? _haltedSince;
    private long _turn;
    private int _rollbacks;

    public Operator(World world)
    {
        _world = world;
        _orders = new OrderBook(world, "operator", Learn);
    }

    public IReadOnlyList<Violation> Violations => _violations;

    public bool IsDone => _orders.IsDone;

    /// <summary>Plans the orders of the seed.</summary>
    public void Plan()
    {
        var seed = (long)_world.Faults.Seed;
        for (var i = 0; i < 2; i++)
        {
            if (StableHash.Unit("halted", seed, i) >= 0.3) continue;
            var at = 30 + 200 * i + 230 * StableHash.Unit("halted at", seed, i);
            After(at, () => _orders.Give(Halt));
            // Many a halt is over before late copies of the order have come.
            After(at + 240 * Math.Pow(StableHash.Unit("halted for", seed, i), 3), () => _orders.Give(Resume));
        }
        for (var i = 0; i < 3; i++)
            if (StableHash.Unit("back", seed, i) < 0.3)
            {
                var (function, to) = (
                    World.Functions[(int)(StableHash.Of("back of", seed, i) % World.FunctionCount)],
                    StableHash.Unit("back to", seed, i) < 0.5 ? "original" : "previous");
                After(150 + 380 * StableHash.Unit("back at", seed, i), () =>
                {
                    _orders.Give(Look(function));
                    _orders.Give(RollBack(function, to));
                });
            }
    }

    /// <summary>The gateway sends a change.</summary>
    public void NoteCall(PlatformChange change)
    {
        if (_haltedSince is { } since)
            _violations.Add(new Violation("nothing is sent while halted", $"{change}, halted since {since:HH:mm:ss}"));
    }

    /// <summary>A trial begins.</summary>
    public void NoteTrial(TrialId trial)
    {
        if (_haltedSince is { } since && _world.Kernel.Now > since + TrialsBreakOffWithin)
            _violations.Add(new Violation("no trial begins while halted", $"{trial}, halted since {since:HH:mm:ss}"));
    }

    private Order Halt => new(
        "changes are halted",
        client => Send(new PlatformGatewayProtocol.HaltChanges("operator", "", _world.Known(_turn)), client),
        answer => answer is PlatformGatewayProtocol.GatewayStands { Halt: not null } stands && stands.Turn >= _turn,
        () => _haltedSince = _world.Kernel.Now);

    private Order Resume => new(
        "changes are resumed",
        client =>
        {
            _haltedSince = null;
            Send(new PlatformGatewayProtocol.ResumeChanges("operator", "", _world.Known(_turn)), client);
        },
        answer => answer is PlatformGatewayProtocol.GatewayStands { Halt: null } stands && stands.Turn >= _turn,
        () => { });

    private Order Look(FunctionId function) => new(
        $"configurations of {function} are looked at",
        client => Send(new PlatformGatewayProtocol.GetConfigurations(null, function), client),
        answer => answer is PlatformGatewayProtocol.PastConfigurations, () => { });

    private Order RollBack(FunctionId function, string to) => new(
        $"{function} goes back to {to}",
        client => Send(
            new PlatformGatewayProtocol.RollBackLimits(null, function, to, "operator", "", _world.Known(_rollbacks)),
            client),
        answer =>
            answer is PlatformGatewayProtocol.LimitsAreRolledBack or PlatformGatewayProtocol.NowhereToGo,
        () => { });

    private void After(double seconds, Action action) => _world.Kernel.After(TimeSpan.FromSeconds(seconds), action);

    private void Send(object message, IActorRef client) => _world.ToGateway(message, client);

    private void Learn(object message)
    {
        if (message is PlatformGatewayProtocol.GatewayStands { Turn: { } turn }) _turn = Math.Max(_turn, turn);
        if (message is PlatformGatewayProtocol.PastConfigurations { Rollbacks: { } rollbacks })
            _rollbacks = Math.Max(_rollbacks, rollbacks);
    }
}
