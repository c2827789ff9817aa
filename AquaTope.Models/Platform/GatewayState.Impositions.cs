using AquaTope.Models.Identity;
using AquaTope.Models.Platform.Lanes;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Rollbacks;

namespace AquaTope.Models.Platform;

// Limits that come from an operator: ordered as a rollback, or changed on the platform by hand.
public sealed partial record GatewayState
{
    private GatewayState WithRolledBack(GatewayEvent.LimitsRolledBack back)
    {
        var reason = back.Why.Length > 0 ? $"by {back.By}: {back.Why}" : $"by {back.By}";
        var next = this with { Rollbacks = Rollbacks + 1 };
        next = back.Limits.Aggregate(next, (state, limits) => state.WithLimitsWished(
            AppliedLimits.IdFor(back.Cause, limits.Function), limits.Function, limits.Resources,
            $"to {back.To} {reason}"));
        return next.WithImposition(
            new Imposition(back.Cause, back.Limits, $"rolled back to {back.To} {reason}", true, [.. back.Tell]));
    }

    private GatewayState WithNoted(GatewayEvent.ImpositionNoted noted)
    {
        if (!Impositions.TryGetValue(noted.Cause, out var imposition)) return this;
        var untold = imposition.Untold.Remove(noted.Workflow);
        var next = this with
        {
            Impositions = untold.IsEmpty
                ? Impositions.Remove(noted.Cause)
                : Impositions.SetItem(noted.Cause, imposition with { Untold = untold })
        };

        // A workflow without a plan replaces none: its first wish may be on its way, and stands.
        return noted.Imposed >= imposition.Order
            ? imposition.Limits.Aggregate(next, (state, limits) => state.WithFunction(
                limits.Function, known => known.Imposing(noted.Workflow, imposition.Order)))
            : next;
    }

    private GatewayState WithDrift(GatewayEvent.DriftFound drift)
    {
        if (drift.Handling == DriftHandling.Report)
            return WithFunction(drift.Function, known => known with
            {
                Drift = new KnownDrift(drift.Observed, DriftHandling.Report)
            });

        var id = AppliedLimits.IdFor(drift.Cause, drift.Function);
        var next = WithFunction(drift.Function, known => known with { Present = drift.Observed, Drift = null })
            .WithHistory(drift.Function, new AppliedLimits(drift.Cause, drift.Observed, drift.At, "changed by hand"))
            .WithWarmthLost(drift.Function);
        if (Function(drift.Function).Wished is null) return next.WithPrewarmDesired(drift.Function, id);
        if (drift.Handling == DriftHandling.Adopt)
            next = next.WithLimitsWished(id, drift.Function, drift.Observed, "changed by hand")
                .WithImposition(new Imposition(
                    drift.Cause, [new FunctionLimits(drift.Function, drift.Observed)],
                    $"{drift.Function} was changed by hand to {drift.Observed}", false, [.. drift.Tell]));
        return next.WithPresentLimits(drift);
    }

    // The lane knows what the platform has, so that what is wished is called again where it differs.
    private GatewayState WithPresentLimits(GatewayEvent.DriftFound drift)
    {
        var key = LaneKey.Limits(drift.Function);
        if (!Lanes.TryGetValue(key, out var lane)) return this;
        var applied = new PlatformChange.SetLimits(drift.Function, drift.Observed);
        // A call that found other limits than it starts from was answered.
        var next = lane.Progress is LaneProgress.InFlight ? With(new Circuit.Closed(0)) : this;
        return next with
        {
            Lanes = Lanes.SetItem(key, lane with
            {
                Applied = applied,
                Progress = lane.Desired.Equals(applied) ? new LaneProgress.Settled(drift.At) : Fresh()
            })
        };
    }

    private GatewayState WithImposition(Imposition imposition)
    {
        var next = this with { Imposed = Imposed + 1 };
        if (imposition.Untold.IsEmpty) return next;

        // One look at the platform may find several functions changed by hand, which have one cause then.
        if (Impositions.TryGetValue(imposition.Cause, out var known))
            imposition = imposition with
            {
                Limits = [.. known.Limits, .. imposition.Limits],
                Because = $"{known.Because}; {imposition.Because}",
                Untold = known.Untold.Union(imposition.Untold)
            };
        return next with
        {
            Impositions = Impositions.SetItem(imposition.Cause, imposition with { Order = next.Imposed })
        };
    }

    private GatewayState WithHistory(FunctionId function, AppliedLimits limits) => this with
    {
        Histories = Histories.SetItem(
            function, Histories.GetValueOrDefault(function, LimitsHistory.Unknown).With(limits))
    };
}
