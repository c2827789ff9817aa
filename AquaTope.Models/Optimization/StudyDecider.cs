using AquaTope.Models.Platform;
using Decision =
    AquaTope.Models.Decision<AquaTope.Models.Optimization.StudyEvent, AquaTope.Models.Optimization.StudyEffect>;

namespace AquaTope.Models.Optimization;

/// <summary>
/// Runs a study: the present plan first, then what the designer suggests, one trial at a time, until the budget is spent,
/// the designer has nothing new, or the platform no longer lets trials run. What is suggested is written down before it
/// is measured, so after a restart the same plan is measured again and no designer is asked what it had asked for.
/// </summary>
public static class StudyDecider
{
    public static Decision Decide(StudyState state, StudyCommand command) => (state, command) switch
    {
        (StudyState.Unstarted, StudyCommand.Start start) => Begin(state, start.Definition),
        (StudyState.Settled settled, StudyCommand.RepeatAnswer) =>
            Decision.Do(new StudyEffect.TellSettled(settled.Plan, settled.Because)),
        (StudyState.Running running, StudyCommand.OfferPlans offer) when running.History.FirstPending is null =>
            Take(running, offer.Plans),
        (StudyState.Running running, StudyCommand.ReportBrokenDesigner broken)
            when running.History.FirstPending is null =>
            Settle(running, $"the designer broke down: {broken.Reason}"),
        (StudyState.Running running, StudyCommand.ReportTrial report)
            when running.History.FirstPending is { } pending && pending.Number == report.Number =>
            Learn(running, pending, report.Outcome),
        (StudyState.Running, StudyCommand.Stop stop) =>
            Decision.Record(new StudyEvent.StudyStopped(stop.Reason)),
        _ => Decision.Nothing
    };

    /// <summary>The measurement or the suggestion that a restart interrupted.</summary>
    public static IEnumerable<StudyEffect> Unfinished(StudyState state)
    {
        if (state is StudyState.Running running) yield return Next(running, TimeSpan.Zero);
    }

    private static Decision Begin(StudyState state, StudyDefinition definition) => Go(
        state, TimeSpan.Zero, new StudyEvent.StudyStarted(definition),
        new StudyEvent.TrialSuggested(0, definition.Present));

    private static Decision Take(StudyState.Running study, IReadOnlyList<ResourcePlan> plans)
    {
        var number = study.History.NextNumber;
        var facts = plans
            .Take(study.Definition.TrialsLeft(number))
            .Select(plan => (StudyEvent)new StudyEvent.TrialSuggested(number++, plan))
            .ToArray();
        return facts.Length > 0
            ? Go(study, TimeSpan.Zero, facts)
            : Settle(study, $"the designer has no further plan after {study.History.NextNumber} trials");
    }

    private static Decision Learn(StudyState.Running study, Trial.Pending pending, TrialOutcome outcome)
    {
        switch (outcome)
        {
            case TrialOutcome.Measured measured:
                return Go(study, TimeSpan.Zero, new StudyEvent.TrialCompleted(pending.Number, measured.Runs));
            case TrialOutcome.Failed failed:
                return Go(
                    study, TimeSpan.Zero, new StudyEvent.TrialFailed(pending.Number, failed.Stage, failed.Reason));
            case TrialOutcome.NotRun notRun:
                var options = study.Definition.Options;
                var fact = new StudyEvent.TrialNotRun(pending.Number, notRun.Reason);
                return pending.Attempts + 1 < options.Attempts
                    ? Go(study, options.RetryAfter * Math.Pow(2, pending.Attempts), fact)
                    : Settle(
                        study,
                        $"the platform let trial {pending.Number} down {options.Attempts} times: {notRun.Reason}", fact);
            default:
                throw new ArgumentException($"A trial has no outcome {outcome.GetType().Name}.", nameof(outcome));
        }
    }

    /// <summary>Applies the facts and goes on with what is due then.</summary>
    private static Decision Go(StudyState state, TimeSpan after, params StudyEvent[] facts)
    {
        var study = (StudyState.Running)facts.Aggregate(state, (current, fact) => current.Apply(fact));
        return study.History.FirstPending is null && study.Definition.TrialsLeft(study.History.NextNumber) == 0
            ? Settle((StudyState.Running)state, $"the budget of {study.History.NextNumber} trials is spent", facts)
            : new Decision(facts, [Next(study, after)]);
    }

    private static StudyEffect Next(StudyState.Running study, TimeSpan after) =>
        study.History.FirstPending is { } pending
            ? new StudyEffect.MeasureTrial(pending.Number, pending.Plan, after)
            : new StudyEffect.AskDesigner(
                study.History,
                Math.Min(study.Definition.Options.Batch, study.Definition.TrialsLeft(study.History.NextNumber)));

    private static Decision Settle(StudyState.Running state, string end, params StudyEvent[] facts)
    {
        var study = (StudyState.Running)facts.Aggregate((StudyState)state, (current, fact) => current.Apply(fact));
        var recommendation = Recommendation.From(study.Definition, study.History);
        var settled = new StudyEvent.StudySettled(recommendation.Plan, $"{recommendation.Because}; {end}");
        return new Decision([.. facts, settled], [new StudyEffect.TellSettled(settled.Plan, settled.Because)]);
    }
}
