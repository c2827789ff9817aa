using AquaTope.Faults.Schedule;
using AquaTope.Models;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Trials;

namespace AquaTope.Faults.Worlds.Platforms;

/// <summary>
/// One caller's way to the platform: requests and replies are lost, late and doubled. A request reaches the platform
/// within moments or never; a reply takes as long as the caller's patience at most, after which nobody has answered.
/// Whoever has ended hears nothing more, while what it sent takes effect all the same.
/// </summary>
/// <param name="world">The clock, what goes wrong, and who is called.</param>
/// <param name="name">What faults name the line by.</param>
/// <param name="epoch">The gateway's number among all there were; 0 for whoever changes nothing.</param>
internal sealed class PlatformLine(World world, string name, int epoch) : IPlatform
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWay = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan ShortestAnswer = TimeSpan.FromMilliseconds(50);
    private PlatformChange? _posted;
    private long _calls;

    /// <summary>What is broken on purpose: what was posted last is not posted again, asked for or not.</summary>
    public bool PostsOnlyOnce { get; init; }

    public bool IsDead { get; set; }

    public Task<PlatformDescription> DescribeAsync(CancellationToken cancellation)
    {
        if (epoch > 0) world.Guards.NoteLife(cancellation);
        return Call(
            $"{name} describe", () => world.Platform.Description,
            _ => throw new TimeoutException("the platform did not answer"), ShortestAnswer, cancellation);
    }

    public Task<FunctionLookup> FindAsync(FunctionId function, CancellationToken cancellation) => Call(
        $"{name} find {function}", () => world.Platform.Find(function),
        reason => new FunctionLookup.Unreachable(reason), ShortestAnswer, cancellation);

    public Task<StemCellLookup> LookAtStemCellsAsync(
        IReadOnlyList<StemCellTarget> targets, CancellationToken cancellation) => Call(
        $"{name} look at stem cells", () => world.Platform.Invokers.LookAt(targets),
        reason => new StemCellLookup.Unknown(reason), ShortestAnswer, cancellation);

    public Task<PlatformOutcome> ApplyAsync(PlatformChange change, CancellationToken cancellation)
    {
        world.Platform.NoteCaller(epoch, change);
        world.Operator.NoteCall(change);
        world.Guards.NoteStart(change);
        return change is PlatformChange.SetStemCells cells
            ? PostAsync(cells, cancellation)
            : SendAsync(change, cancellation);
    }

    public Task<TrialOutcome> MeasureAsync(TrialOrder order, CancellationToken cancellation)
    {
        world.Operator.NoteTrial(order.Id);
        var trial = Call(
            $"{name} measure {order.Id}", () => Run(order), reason => new TrialOutcome.NotRun(reason),
            TimeSpan.FromSeconds(2), cancellation);
        return order.Placement == TrialPlacement.InPlace ? InPlaceAsync(order, trial) : trial;
    }

    // The functions have the trial's limits until whoever measures has its answer, and for good where it ends before.
    private async Task<TrialOutcome> InPlaceAsync(TrialOrder order, Task<TrialOutcome> trial)
    {
        var former = world.Platform.BeginTrial(order);
        TrialOutcome outcome;
        try
        {
            outcome = await trial;
        }
        catch (OperationCanceledException)
        {
            outcome = new TrialOutcome.NotRun("broken off");
        }
        if (IsDead) return outcome;
        if (world.Faults.StrikeAt($"{name} clear {order.Id}", FaultKind.CallLost) is not null)
            return outcome with { LeavesLimits = true };
        world.Platform.EndTrial(order, former);
        return outcome;
    }

    public Task RemoveLeftoversAsync(CancellationToken cancellation) => Task.CompletedTask;

    private Task<PlatformOutcome> SendAsync(PlatformChange change, CancellationToken cancellation) => Call(
        $"{name} apply {LaneKey.Of(change)}", () => world.Platform.Apply(change),
        reason => new PlatformOutcome.Unreachable(reason), ShortestAnswer, cancellation);

    // As the client of OpenWhisk does: what it posted last it posts again only where it is asked to.
    private async Task<PlatformOutcome> PostAsync(PlatformChange.SetStemCells cells, CancellationToken cancellation)
    {
        if ((!cells.Again || PostsOnlyOnce) && cells.Equals(_posted)) return new PlatformOutcome.Applied(false);
        _posted = null;
        var outcome = await SendAsync(cells, cancellation).ConfigureAwait(false);
        if (outcome is PlatformOutcome.Applied) _posted = cells;
        return outcome;
    }

    private TrialOutcome Run(TrialOrder order)
    {
        var outcome = TrialRuns.Of(world.Faults.Seed, order);
        if (!world.Platform.Measured.TryGetValue(order.Id, out var outcomes))
            world.Platform.Measured[order.Id] = outcomes = [];
        outcomes.Add(outcome);
        return outcome;
    }

    private Task<T> Call<T>(
        string place, Func<T> serve, Func<string, T> failed, TimeSpan shortest, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<T>();
        if (IsDead) return answer.Task;
        cancellation.Register(() => answer.TrySetCanceled(cancellation));
        var fault = world.Faults.StrikeAt(
            place, FaultKind.CallLost, FaultKind.ReplyLost, FaultKind.PlatformBusy, FaultKind.ReplyDelayed,
            FaultKind.CallDoubled);
        world.Kernel.Note($"call {place}", fault?.Kind);

        var way = LongestWay * StableHash.Unit(place, (long)world.Faults.Seed, ++_calls);
        switch (fault?.Kind)
        {
            case FaultKind.CallLost:
                Tell(answer, () => failed("nobody answered"), Patience);
                break;
            case FaultKind.ReplyLost:
                world.Kernel.After(way, () => serve());
                Tell(answer, () => failed("nobody answered"), Patience);
                break;
            case FaultKind.PlatformBusy:
                Tell(answer, () => failed("503"), shortest);
                break;
            case FaultKind.CallDoubled:
                world.Kernel.After(way, () => serve());
                Serve(answer, serve, way, shortest);
                break;
            case FaultKind.ReplyDelayed:
                Serve(answer, serve, way, shortest + fault.Delay(Patience));
                break;
            default:
                Serve(answer, serve, way, shortest);
                break;
        }
        return answer.Task;
    }

    private void Serve<T>(TaskCompletionSource<T> answer, Func<T> serve, TimeSpan way, TimeSpan answered) =>
        world.Kernel.After(way, () =>
        {
            var result = serve();
            Tell(answer, () => result, answered);
        });

    private void Tell<T>(TaskCompletionSource<T> answer, Func<T> result, TimeSpan after) =>
        world.Kernel.After(after, () =>
    {
        if (IsDead) return;
        try
        {
            answer.TrySetResult(result());
        }
        catch (TimeoutException nobody)
        {
            answer.TrySetException(nobody);
        }
    });
}
