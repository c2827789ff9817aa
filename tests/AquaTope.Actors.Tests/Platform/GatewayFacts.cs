using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;

namespace AquaTope.Actors.Tests.Platform;

/// <summary>Journals of a gateway as a seed has them: every kind of fact, about few functions, in any order.</summary>
internal sealed class GatewayFacts(int seed)
{
    private static readonly FunctionId[] Functions =
        [.. Enumerable.Range(0, 4).Select(number => FunctionId.Parse($"guest/f{number}"))];

    private static readonly WorkflowId[] Workflows =
        [.. Enumerable.Range(0, 3).Select(number => WorkflowId.Parse($"w{number}"))];

    private readonly Random _random = new(seed);
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;
    private int _number;

    public IReadOnlyList<GatewayEvent> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    private GatewayEvent Next()
    {
        _now += TimeSpan.FromSeconds(_random.Next(40));
        _number++;
        return _random.Next(19) switch
        {
            0 or 1 => new GatewayEvent.PrewarmWished(
                Change, Function, Some, Some, Perhaps ? WishOrder.OfPool(_number) : null),
            2 or 3 => new GatewayEvent.LimitsWished(
                Change, Function, Limits,
                Perhaps ? new WishOrder(WishOrder.WisherOf(Workflow), _number, _random.Next(3)) : null),
            4 => new GatewayEvent.FunctionIdentified(Function, Kind, Limits),
            5 => new GatewayEvent.ChangeApplied(Change, new PlatformChange.SetLimits(Function, Limits), Perhaps, _now),
            6 => new GatewayEvent.ChangeApplied(Change, new PlatformChange.KeepWarm(Function, Some), Perhaps, _now),
            7 => new GatewayEvent.ChangeApplied(
                Change, new PlatformChange.SetStemCells([new StemCellTarget(Kind, Memory, Some)]), Perhaps, _now),
            8 => new GatewayEvent.ChangeAbandoned(Change, Lane, "refused"),
            9 => new GatewayEvent.CallStarted(LaneKey.StemCells, Change, _now),
            10 => Perhaps
                ? new GatewayEvent.ChangesHalted("why", "ci", _now)
                : new GatewayEvent.ChangesResumed("why", "ci", _now),
            11 => new GatewayEvent.LimitsRolledBack(
                $"rollback:{_random.Next(9)}", "w", "original", [new FunctionLimits(Function, Limits)], Told, "ci",
                "why", _now),
            12 => new GatewayEvent.ImpositionNoted(
                $"{(Perhaps ? "rollback" : "by-hand")}:{_random.Next(9)}", Workflow, Perhaps ? _number : null),
            13 => new GatewayEvent.DriftFound(
                $"by-hand:{_random.Next(9)}", Function, Limits, Limits, (DriftHandling)_random.Next(3), Told, _now),
            14 => Perhaps
                ? new GatewayEvent.DriftEnded(Function, _now)
                : new GatewayEvent.FunctionMissed(Function, _now),
            15 => Perhaps
                ? new GatewayEvent.StemCellsDrifted(
                    $"drift:{_number}", Place, Some, Some, (DriftHandling)_random.Next(3), Perhaps, _now)
                : new GatewayEvent.StemCellsDriftEnded(Place, _now),
            16 => Perhaps
                ? new GatewayEvent.TrialBegan(Workflow, [Function], Perhaps ? _now : null, _now)
                : new GatewayEvent.TrialEnded(Workflow, Perhaps, _now),
            17 => new GatewayEvent.ChangeApplied(
                Change, new PlatformChange.PutBackLimits(Function, Limits), Perhaps, _now),
            _ => Perhaps
                ? new GatewayEvent.LimitsCut(Change, Function, Limits, Limits, "the guards say so")
                : new GatewayEvent.PrewarmCut(Change, Function, Some, Some, "the guards say so")
        };
    }

    private bool Perhaps => _random.Next(2) == 0;

    private int Some => _random.Next(5);

    private FunctionId Function => Functions[_random.Next(Functions.Length)];

    private WorkflowId Workflow => Workflows[_random.Next(Workflows.Length)];

    private IReadOnlyList<WorkflowId> Told => [.. Workflows.Where(_ => Perhaps)];

    private ChangeId Change => new($"plan:{_random.Next(9)}:{Function}");

    private RuntimeKind Kind => new(Perhaps ? "nodejs:20" : "python:3");

    private MemorySize Memory => MemorySize.FromMegabytes(128 * _random.Next(1, 5));

    private ResourceConfiguration Limits => new(CpuShare.FromCores(0.25 * _random.Next(1, 5)), Memory);

    private StemCellPlace Place => new($"http://invoker{_random.Next(2)}:12001", Kind, MemorySize.FromMegabytes(256));

    private LaneKey Lane => _random.Next(4) switch
    {
        0 => LaneKey.StemCells,
        3 => LaneKey.PutBack(Function),
        1 => LaneKey.Limits(Function),
        _ => LaneKey.KeepWarm(Function)
    };
}
