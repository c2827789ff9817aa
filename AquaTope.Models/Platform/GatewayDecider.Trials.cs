using AquaTope.Models.Platform.Trials;
using Decision =
    AquaTope.Models.Decision<AquaTope.Models.Platform.GatewayEvent, AquaTope.Models.Platform.GatewayEffect>;

namespace AquaTope.Models.Platform;

// What the gateway must know of trials that run on functions themselves: whoever measures them may end at any moment,
// and the functions are to have their own limits again all the same.
public static partial class GatewayDecider
{
    // A study asks before a trial in place and while it runs. One that asks anew after it was interrupted gets no other
    // trial before the functions have their limits again: it would take what it finds for theirs.
    private static Decision Try(GatewayState state, GatewayCommand.Try asked, GatewayOptions options)
    {
        var heard = new GatewayEvent.TrialHeard(asked.Workflow, asked.Asked, asked.Now);
        if (state.Trials.TryGetValue(asked.Workflow, out var trial))
            return asked.IsRunning || trial.IsBefore(asked.Asked)
                ? Decision.Record(heard)
                : Follow(state, [new GatewayEvent.TrialEnded(asked.Workflow, true, asked.Now)], [], asked.Now, options);
        var verdict = TrialVerdict.Of(state, asked.Workflow, asked.Functions, asked.IsRunning);
        if (verdict.Permission == TrialPermission.Granted)
            return Decision.Record(
                new GatewayEvent.TrialBegan(asked.Workflow, asked.Functions, asked.Asked, asked.Now), heard);
        return new Decision(
            [],
            [
                .. asked.Functions.Where(function => state.Function(function).Present is null)
                    .Select(function => new GatewayEffect.LookUp(function))
            ]);
    }

    // A late word of an earlier trial says nothing of one that was asked for since, be it at
    // the instant when that one ended.
    private static Decision EndTrial(GatewayState state, GatewayCommand.EndTrial over, GatewayOptions options) =>
        state.Trials.TryGetValue(over.Workflow, out var trial) && !trial.IsBefore(over.At)
            ? Follow(
                state, [new GatewayEvent.TrialEnded(over.Workflow, over.LeavesLimits, over.Now)], [], over.Now, options)
            : Decision.Nothing;

    // Tells again whoever has not answered, and gives up trials that nobody asks for any more.
    private static Decision Remind(GatewayState state, GatewayCommand.Remind remind, GatewayOptions options)
    {
        List<GatewayEvent> facts =
        [
            .. from trial in state.Trials.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal)
               where trial.Value.Heard is not { } heard || heard + InPlaceTrial.SilentFor <= remind.Now
               select trial.Value.Heard is null
                   ? (GatewayEvent)new GatewayEvent.TrialHeard(trial.Key, null, remind.Now)
                   : new GatewayEvent.TrialEnded(trial.Key, true, remind.Now)
        ];
        return Follow(state, facts, [.. Tell(state)], remind.Now, options);
    }
}
