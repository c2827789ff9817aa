using System.Globalization;
using Akka.Actor;
using AquaTope.Actors.Platform;
using AquaTope.Faults.Schedule;
using AquaTope.Faults.Worlds.Platforms;
using AquaTope.Models.Platform;

namespace AquaTope.Faults.Worlds.Nodes;

/// <summary>
/// Where the one gateway runs, and the lease that lets only one run. A gateway that is cut off from the others keeps
/// its lease for a while; it stops before the lease ends, and another begins after that.
/// </summary>
internal sealed class GatewaySeat(
    NodeLife life, World world, Func<int> nextEpoch, TimeProvider time, Variant variant, Link catalog, Link workflows)
{
    /// <summary>How long a lease lasts that is not renewed.</summary>
    public static readonly TimeSpan LeaseLasts = TimeSpan.FromSeconds(20);

    /// <summary>How long before its end a holder that cannot renew it gives up.</summary>
    public static readonly TimeSpan GivesUpBefore = TimeSpan.FromSeconds(5);

    private readonly List<PlatformLine> _lines = [];
    private int _moves;

    /// <summary>Who is reached as the gateway; nobody between two.</summary>
    public IActorRef? Current { get; private set; }

    public bool IsDead
    {
        set
        {
            foreach (var line in _lines) line.IsDead = value;
        }
    }

    public void Open()
    {
        var line = new PlatformLine(world, "gateway", nextEpoch())
        {
            PostsOnlyOnce = variant == Variant.PostsOnlyOnce
        };
        _lines.Add(line);
        var name = string.Create(CultureInfo.InvariantCulture, $"gateway-{++_moves}");
        var gateway = life.Start(name, NodeLife.Supervised(
            PlatformGatewayActor.Props(line, Options, time, catalog, workflows, world.Settings.Snapshots),
            "platform-gateway"));
        Current = variant switch
        {
            Variant.ReplyBeforePersist => life.Start($"eager-{_moves}", EagerGateway.Props(gateway)),
            Variant.SilentTrials => life.Start($"deaf-{_moves}", DeafGateway.Props(gateway)),
            _ => gateway
        };
        Actor = gateway;
    }

    private GatewayOptions Options => world.Settings.Gateway with
    {
        Guards = variant switch
        {
            Variant.NoPace => world.Settings.Gateway.Guards with { ChangesPerMinute = null },
            Variant.NoSteps => world.Settings.Gateway.Guards with { LargestStep = null },
            _ => world.Settings.Gateway.Guards
        }
    };

    /// <summary>The gateway itself, whatever stands before it.</summary>
    public IActorRef? Actor { get; private set; }

    /// <summary>The gateway's node loses touch with all others, which give the gateway to another node.</summary>
    public void CutOff(InjectedFault fault)
    {
        if (Actor is not { } old) return;
        life.Network.CutOff(NodeLife.NameWithin(old));
        (Current, Actor) = (null, null);
        if (variant == Variant.NoFencing)
        {
            life.After(GivesUpBefore, Open);
            life.After(TimeSpan.FromSeconds(30 + 60 * fault.Size), () => life.Stop(old));
            return;
        }
        life.After((LeaseLasts - GivesUpBefore) * fault.Size, () => life.Stop(old));
        life.After(LeaseLasts + TimeSpan.FromSeconds(10 * fault.Size), Open);
    }
}
