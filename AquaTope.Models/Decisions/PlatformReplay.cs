using System.Globalization;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Reconciliation;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Decisions;

/// <summary>
/// Holds what the platform was made to have against what was wished of it and what the guards left of that.
/// </summary>
public static class PlatformReplay
{
    /// <param name="before">The gateway's journal up to the change.</param>
    /// <param name="decided">The change.</param>
    public static Explanation Explain(IReadOnlyList<GatewayEvent> before, GatewayEvent decided) => decided switch
    {
        GatewayEvent.LimitsWished wished =>
            Explanation.Told("a plan asks for it; the gateway wrote the wish down", $"{wished.Resources}"),
        GatewayEvent.ChangeAbandoned abandoned =>
            Explanation.Told("the platform refused it", abandoned.Reason),
        GatewayEvent.LimitsRolledBack back => Explanation.Told(
            "an operator ordered it",
            string.Join("; ", back.Limits.Select(limits => $"{limits.Function} {limits.Resources}")),
            new ExplanationInput("by", back.By), new ExplanationInput("to", back.To)),
        GatewayEvent.ChangesHalted halted =>
            Explanation.Told("an operator ordered it", $"by {halted.By}: {halted.Why}"),
        GatewayEvent.ChangesResumed resumed =>
            Explanation.Told("an operator ordered it", $"by {resumed.By}: {resumed.Why}"),
        GatewayEvent.LimitsCut cut => Explanation.Told(
            $"the guards of the configuration cut it: {cut.Because}", $"{cut.Granted}",
            new ExplanationInput("wish", $"{cut.Id}: {cut.Wished}")),
        GatewayEvent.PrewarmCut cut => Explanation.Told(
            $"the guards of the configuration cut it: {cut.Because}", Text($"{cut.Granted} ready containers"),
            new ExplanationInput("wish", Text($"{cut.Id}: {cut.Wished} ready containers"))),
        GatewayEvent.DriftFound drift => Explanation.Told(
            "it was seen on the platform", $"{drift.Function} has {drift.Observed}",
            new ExplanationInput("given", $"{drift.Expected}")),
        GatewayEvent.StemCellsDrifted drift => Explanation.Told(
            Text($"it was seen on the platform, {StemCellWatch.Looks} times in a row"),
            Text($"{drift.Place} has {drift.Ready} stem cells ready"),
            new ExplanationInput("told", Text($"{drift.Told}"))),
        GatewayEvent.ChangeApplied { Change: PlatformChange.SetLimits limits } applied =>
            Applied(limits, WishedLimits(before, applied.Id, limits.Function)),
        GatewayEvent.ChangeApplied { Change: PlatformChange.KeepWarm warm } applied =>
            Applied(warm, WishedWarmth(before, applied.Id, warm.Function)),
        GatewayEvent.ChangeApplied { Change: PlatformChange.PutBackLimits back } => Explanation.Told(
            "a trial on the function ended without setting its limits again", $"{back}"),
        GatewayEvent.TrialEnded ended => Explanation.Told(
            "the study said so, or asked for the trial no more",
            $"the functions of {ended.Workflow} get their limits back"),
        GatewayEvent.ChangeApplied applied => Explanation.Told(
            "it follows from the wishes of all functions of a runtime and memory together", $"{applied.Change}"),
        _ => Explanation.Told("it was seen on the platform, and written down", decided.GetType().Name)
    };

    // Of what was wished and what was left of it, the platform may have any: guards let a function go there by steps.
    private static Explanation Applied(
        PlatformChange applied, List<(PlatformChange Change, ExplanationInput Input)> wished)
    {
        if (wished.Count == 0)
            return Explanation.Told("it brings the platform to what was wished earlier", applied.ToString());
        var now = wished.Select(wish => wish.Change).FirstOrDefault(applied.Equals) ?? wished[^1].Change;
        return Explanation.Compare(applied, now, change => change.ToString(), [.. wished.Select(wish => wish.Input)]);
    }

    private static List<(PlatformChange, ExplanationInput)> WishedLimits(
        IReadOnlyList<GatewayEvent> before, ChangeId id, FunctionId function)
    {
        var wished = new List<(PlatformChange, ExplanationInput)>();
        foreach (var fact in before)
            switch (fact)
            {
                case GatewayEvent.LimitsWished wish when wish.Id == id:
                    Add("wish", wish.Resources);
                    break;
                case GatewayEvent.LimitsCut cut when cut.Id == id:
                    Add("granted", cut.Granted);
                    break;
                case GatewayEvent.LimitsRolledBack back when AppliedLimits.IdFor(back.Cause, function) == id:
                    foreach (var limits in back.Limits.Where(limits => limits.Function == function))
                        Add("rolled back to", limits.Resources);
                    break;
            }
        return wished;

        void Add(string name, ResourceConfiguration resources) => wished.Add((
            new PlatformChange.SetLimits(function, resources), new ExplanationInput(name, $"{id}: {resources}")));
    }

    private static List<(PlatformChange, ExplanationInput)> WishedWarmth(
        IReadOnlyList<GatewayEvent> before, ChangeId id, FunctionId function)
    {
        var wished = new List<(PlatformChange, ExplanationInput)>();
        foreach (var fact in before)
            switch (fact)
            {
                case GatewayEvent.PrewarmWished wish when wish.Id == id && wish.Function == function:
                    Add("wish", wish.Containers > 0 ? wish.Together : 0);
                    break;
                case GatewayEvent.PrewarmCut cut when cut.Id == id && cut.Function == function:
                    Add("granted", cut.Granted);
                    break;
            }
        return wished;

        void Add(string name, int containers) => wished.Add((
            new PlatformChange.KeepWarm(function, containers),
            new ExplanationInput(name, Text($"{id}: {containers} ready containers"))));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
