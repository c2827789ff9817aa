using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Trials;

namespace AquaTope.Models.Platform;

// Trials on functions themselves, and the limits that some of them leave.
public sealed partial record GatewayState
{
    /// <summary>Whether the function has the limits of a trial and not what was wished.</summary>
    public bool IsOnTrial(FunctionId function) => Trials.Values.Any(trial => trial.Functions.Contains(function));

    /// <summary>Whether a trial left limits on the function that are to be put back first.</summary>
    public bool IsLeftOnTrial(FunctionId function) =>
        Lanes.TryGetValue(LaneKey.PutBack(function), out var lane) && lane.Progress is not LaneProgress.Abandoned;

    /// <summary>Whether a call of the function's limits is out, or comes next.</summary>
    public bool IsOnItsWay(FunctionId function) => IsLeftOnTrial(function)
        || Lanes.TryGetValue(LaneKey.Limits(function), out var lane)
        && lane.Progress is LaneProgress.InFlight or LaneProgress.Retrying or LaneProgress.Stepping;

    private GatewayState WithTrialBegun(GatewayEvent.TrialBegan began) => this with
    {
        Trials = Trials.SetItem(began.Workflow, new InPlaceTrial(began.Functions, began.Asked, null))
    };

    private GatewayState WithTrialHeard(GatewayEvent.TrialHeard heard) =>
        Trials.TryGetValue(heard.Workflow, out var trial)
            ? this with
            {
                Trials = Trials.SetItem(
                    heard.Workflow,
                    trial with
                    {
                        Asked = heard.Asked > trial.Asked || trial.Asked is null ? heard.Asked : trial.Asked,
                        Heard = heard.At
                    })
            }
            : this;

    // What is put back is what the platform is known to have had, be it given, or by hand and left so.
    private GatewayState WithTrialEnded(GatewayEvent.TrialEnded ended)
    {
        if (!Trials.TryGetValue(ended.Workflow, out var trial)) return this;
        var next = this with { Trials = Trials.Remove(ended.Workflow) };
        if (!ended.PutBack) return next;
        foreach (var function in trial.Functions)
        {
            var known = Function(function);
            if ((known.Drift?.Observed ?? known.Present) is not { } resources) continue;
            var change = new PlatformChange.PutBackLimits(function, resources);
            next = next with
            {
                Lanes = next.Lanes.SetItem(
                    LaneKey.Of(change),
                    new Lane(change, new ChangeId($"trial:{ended.Workflow}:{function}"), null, Fresh()))
            };
        }
        return next;
    }

    private GatewayState WithPutBack(GatewayEvent.ChangeApplied applied, FunctionId function)
    {
        var next = this with { Lanes = Lanes.Remove(LaneKey.PutBack(function)) };
        return applied.Changed ? next.WithWarmthLost(function) : next;
    }
}
