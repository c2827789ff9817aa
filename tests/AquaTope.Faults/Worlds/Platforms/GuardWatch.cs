using AquaTope.Actors.Platform;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Guards;
using AquaTope.Models.Platform.Lanes;

namespace AquaTope.Faults.Worlds.Platforms;

/// <summary>
/// Holds every change that a gateway starts against the pace that the guards set. A gateway answers for what it can
/// know: the changes that it starts, and what its journal says.
/// </summary>
internal sealed class GuardWatch(World world)
{
    // A call is made once the facts of its decision are written, so a slow write brings it nearer to the next.
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1) - World.SlowestWrite;

    private readonly List<Violation> _violations = [];
    private List<DateTimeOffset> _starts = [];
    private CancellationToken _life;

    public IReadOnlyList<Violation> Violations => _violations;

    private GuardOptions Guards => world.Settings.Gateway.Guards;

    private IEnumerable<GatewayEvent> Journal =>
        world.Kernel.Journal.EventsOf(PlatformGatewayActor.Id).OfType<GatewayEvent>();

    /// <summary>
    /// A gateway asks what the platform can do, which it does first of all. Of changes before its time it knows what it
    /// reads: of limits when they were changed, of stem cells when the call started.
    /// </summary>
    /// <param name="life">Its own token: what it has called is given up when it ends.</param>
    public void NoteLife(CancellationToken life)
    {
        if (life == _life) return;
        _life = life;
        _starts =
        [
            .. Journal.OfType<GatewayEvent.ChangeApplied>()
                .Where(applied => applied is { Changed: true, Change: PlatformChange.SetLimits })
                .Select(applied => applied.At),
            .. Journal.OfType<GatewayEvent.CallStarted>().Where(started => started.Lane == LaneKey.StemCells)
                .Select(started => started.At)
        ];
    }

    public void NoteStart(PlatformChange change)
    {
        if (change is not (PlatformChange.SetLimits or PlatformChange.SetStemCells)) return;
        var now = world.Kernel.Now;
        _starts.Add(now);
        var within = _starts.Count(at => at > now - Interval);
        if (within > Guards.ChangesPerMinute)
            _violations.Add(new Violation(
                "the pace of the guards",
                $"{change} is change {within} within {Interval}, {Guards.ChangesPerMinute} a minute at most"));
    }
}
