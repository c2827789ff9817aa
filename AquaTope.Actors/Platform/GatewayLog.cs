using Akka.Event;
using AquaTope.Models.Platform;

namespace AquaTope.Actors.Platform;

/// <summary>One line in the log for each fact of the gateway that an operator should see.</summary>
internal static class GatewayLog
{
    public static void Write(ILoggingAdapter log, GatewayEvent fact)
    {
        switch (fact)
        {
            case GatewayEvent.ChangeApplied { Changed: true } applied:
                log.Info("Platform now has {Change} because {Id}", applied.Change, applied.Id);
                break;
            case GatewayEvent.ChangeAbandoned abandoned:
                log.Warning(
                    "The platform refused {Id} in {Lane}: {Reason}. It stays as it is until a new wish comes",
                    abandoned.Id, abandoned.Lane, abandoned.Reason);
                break;
            case GatewayEvent.CallUnanswered unanswered:
                log.Warning(
                    "The platform did not answer in {Lane}: {Reason}. Next attempt at {RetryAt}",
                    unanswered.Lane, unanswered.Reason, unanswered.RetryAt);
                break;
            case GatewayEvent.ChangesHalted halted:
                log.Warning("Changes are halted by {Caller}{Reason}", halted.By, After(halted.Why));
                break;
            case GatewayEvent.ChangesResumed resumed:
                log.Warning("Changes are resumed by {Caller}{Reason}", resumed.By, After(resumed.Why));
                break;
            case GatewayEvent.LimitsRolledBack back:
                log.Warning(
                    "{Subject} is rolled back to {Configuration} by {Caller}{Reason}", back.Subject, back.To, back.By,
                    After(back.Why));
                break;
            case GatewayEvent.DriftFound drift:
                log.Warning(
                    "{Function} has {Observed} and not {Expected}: somebody else changed it. {Handling}",
                    drift.Function, drift.Observed, drift.Expected, drift.Handling);
                break;
            case GatewayEvent.StemCellsDrifted { Persists: true } drift:
                log.Warning(
                    "{Place} has {Ready} stem cells ready and not {Told}, after they were put back as well: "
                    + "its memory is short, or its own manifest lacks the pair. "
                    + "They are left so until that changes or others are wished",
                    drift.Place, drift.Ready, drift.Told);
                break;
            case GatewayEvent.StemCellsDrifted drift:
                log.Warning(
                    "{Place} has {Ready} stem cells ready and not {Told}: it was restarted, or somebody else posted a "
                    + "manifest. {Handling}", drift.Place, drift.Ready, drift.Told, drift.Handling);
                break;
            case GatewayEvent.StemCellsDriftEnded ended:
                log.Info("{Place} keeps the stem cells that it was told", ended.Place);
                break;
            case GatewayEvent.TrialEnded { PutBack: true } ended:
                log.Warning(
                    "A trial of {Workflow} ended without setting the limits of its functions again; "
                    + "those before it are put back",
                    ended.Workflow);
                break;
            case GatewayEvent.FunctionMissed missed:
                log.Warning(
                    "The platform has no function {Function} any more; its changes wait until it is deployed",
                    missed.Function);
                break;
            case GatewayEvent.LimitsCut cut:
                log.Info("{Function} is wished {Wished} and gets {Granted}", cut.Function, cut.Wished, cut.Granted);
                break;
        }
    }

    // A reason need not be given.
    private static string After(string? why) => string.IsNullOrEmpty(why) ? "" : $": {why}";
}
