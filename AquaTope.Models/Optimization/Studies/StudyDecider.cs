using System.Globalization;
using AquaTope.Models.Platform.Trials;
using Decision =
    AquaTope.Models.Decision<AquaTope.Models.Optimization.Studies.StudyEvent,
    AquaTope.Models.Optimization.Studies.StudyEffect>;

namespace AquaTope.Models.Optimization.Studies;

/// <summary>
/// Runs a study: the present plan first, then what the designer suggests, one trial at a time, until a budget is spent,
/// the designer stops, or the platform no longer lets trials run; then the designer says what to answer with. What is
/// suggested is written down before it is measured, and why the trials ended before the answer is asked for, so after a
/// restart the study goes on where it was and no designer is asked what it has answered.
/// </summary>
public static class StudyDecider
{
    /// <summary>What the reason of an answer says that the designer was not there to give.</summary>
    internal const string BrokenDesigner = "the designer broke down";

    public static Decision Decide(StudyState state, StudyCommand command) => (state, command) switch
    {
        (StudyState.Unstarted, StudyCommand.Start start) => Begin(state, start.Definition),
        (StudyState.Settled settled, StudyCommand.RepeatAnswer) => Decision.Do(Tell(settled)),
        (StudyState.Running running, StudyCommand.OfferPlans offer) when running.History.FirstPending is null =>
            Take(running, offer),
        (StudyState.Running running, StudyCommand.ReportBrokenDesigner broken)
            when running.History.FirstPending is null =>
            SettleWithout(running, Broken(broken)),
        (StudyState.Settling settling, StudyCommand.OfferRecommendation offer) =>
            Settle(settling, offer.Recommendation, settling.Reason),
        (StudyState.Settling settling, StudyCommand.ReportBrokenDesigner broken) =>
            SettleWithout(settling, $"{settling.Reason}; {Broken(broken)}"),
        (StudyState.Running running, StudyCommand.ReportTrial report)
            when running.History.FirstPending is { } pending && pending.Number == report.Number =>
            Learn(running, pending, report.Outcome),
        (StudyState.Running or StudyState.Settling, StudyCommand.Stop stop) =>
            Decision.Record(new StudyEvent.StudyStopped(stop.Reason)),
        _ => Decision.Nothing
    };

    /// <summary>The measurement, the suggestion or the recommendation that a restart interrupted.</summary>
    public static IEnumerable<StudyEffect> Unfinished(StudyState state) => state switch
    {
        StudyState.Running running => [Next(running, TimeSpan.Zero)],
        StudyState.Settling settling => [new StudyEffect.AskRecommendation(settling.History)],
        _ => []
    };

    private static Decision Begin(StudyState state, StudyDefinition definition) => Go(
        state, TimeSpan.Zero, new StudyEvent.StudyStarted(definition),
        new StudyEvent.TrialSuggested(0, definition.Present));

    private static Decision Take(StudyState.Running study, StudyCommand.OfferPlans offer)
    {
        var history = study.History;
        if (offer.Plans.Count == 0)
            return End(
                study, $"{offer.StopsBecause ?? "the designer has no further plan"} after {history.NextNumber} trials");

        var number = history.NextNumber;
        var plans = offer.Plans.Where(plan => !history.IsExcluded(plan)).ToList();
        if (plans.Count == 0) return End(study, "the designer suggests only plans that were taken back before");
        var facts = plans
            .Where(plan => TooDear(study, number, plan) is null)
            .Take(TrialsLeft(study))
            .Select(plan => (StudyEvent)new StudyEvent.TrialSuggested(number++, plan))
            .ToArray();
        return facts.Length > 0 ? Go(study, TimeSpan.Zero, facts) : End(study, TooDear(study, number, plans[0])!);
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
                    : EndWithWhatRan(
                        study,
                        $"the platform let trial {pending.Number} down {options.Attempts} times: {notRun.Reason}",
                        fact);
            default:
                throw new ArgumentException($"A trial has no outcome {outcome.GetType().Name}.", nameof(outcome));
        }
    }

    /// <summary>Applies the facts and goes on with what is due then.</summary>
    private static Decision Go(StudyState state, TimeSpan after, params StudyEvent[] facts)
    {
        var study = (StudyState.Running)facts.Aggregate(state, (current, fact) => current.Apply(fact));
        return SpentBudget(study) is { } spent ? End(state, spent, facts) : new Decision(facts, [Next(study, after)]);
    }

    /// <summary>The budget that does not allow what would be done next, in words.</summary>
    internal static string? SpentBudget(StudyState.Running study)
    {
        var (definition, history) = (study.Definition, study.History);
        if (history.FirstPending is not { } pending)
            return TrialsLeft(study) > 0 ? null : $"the budget of {history.NextNumber} trials is spent";
        if ((pending.Number + 1 + history.Repeats) * definition.InvocationsPerTrial > definition.Options.Invocations)
            return $"the budget of {definition.Options.Invocations} invocations does not allow trial {pending.Number}";
        return TooDear(study, pending.Number, pending.Plan);
    }

    // Why not even one measured run of a plan, and the one that warms, fit the budget of money; null where they do.
    private static string? TooDear(StudyState.Running study, int number, ResourcePlan plan)
    {
        var (definition, history) = (study.Definition, study.History);
        return StudyBudget.RepetitionsAllowed(definition, history, plan) > 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{StudyBudget.Spent(definition, history)} of {definition.Options.Spend} are spent and each "
                + $"run of trial {number} may cost {StudyBudget.OfRun(definition, history, plan)}");
    }

    private static int TrialsLeft(StudyState.Running study) =>
        study.Definition.TrialsLeft(study.History.NextNumber, study.History.Repeats);

    private static StudyEffect Next(StudyState.Running study, TimeSpan after) =>
        study.History.FirstPending is { } pending
            ? new StudyEffect.MeasureTrial(
                pending.Number, pending.Plan, after,
                StudyBudget.RepetitionsAllowed(study.Definition, study.History, pending.Plan))
            : new StudyEffect.AskDesigner(
                study.History, Math.Min(study.Definition.Options.Batch, TrialsLeft(study)));

    // Without a measurement there is nothing for a designer to believe in.
    private static Decision End(StudyState state, string reason, params StudyEvent[] facts)
    {
        var study = (StudyState.Running)facts.Aggregate(state, (current, fact) => current.Apply(fact));
        if (!study.History.Measured.Any()) return SettleWithout(study, reason, facts);
        return new Decision(
            [.. facts, new StudyEvent.TrialsEnded(reason)], [new StudyEffect.AskRecommendation(study.History)]);
    }

    // A designer may recommend what never ran, near the plan that the platform just refused.
    private static Decision EndWithWhatRan(StudyState.Running study, string reason, StudyEvent fact) =>
        SettleWithout(study.Apply(fact), reason, fact);

    private static Decision SettleWithout(StudyState state, string end, params StudyEvent[] facts)
    {
        var (definition, history) = Known(state);
        return Settle(state, Recommendation.From(definition, history), end, facts);
    }

    private static Decision Settle(
        StudyState state, Recommendation recommendation, string end, params StudyEvent[] facts)
    {
        var (definition, history) = Known(state);
        var settled = history.IsExcluded(recommendation.Plan)
            ? new StudyEvent.StudySettled(
                definition.Present, $"the present plan stays, since the recommended one was taken back before; {end}")
            : new StudyEvent.StudySettled(recommendation.Plan, $"{recommendation.Because}; {end}");
        return new Decision(
            [.. facts, settled],
            [new StudyEffect.TellSettled(settled.Plan, settled.Because, definition.Present)]);
    }

    private static (StudyDefinition Definition, StudyHistory History) Known(StudyState state) => state switch
    {
        StudyState.Running running => (running.Definition, running.History),
        StudyState.Settling settling => (settling.Definition, settling.History),
        _ => throw new InvalidOperationException($"{state.GetType().Name} has nothing to answer with.")
    };

    private static StudyEffect.TellSettled Tell(StudyState.Settled settled) =>
        new(settled.Plan, settled.Because, settled.Definition.Present);

    private static string Broken(StudyCommand.ReportBrokenDesigner broken) =>
        $"{BrokenDesigner}: {broken.Reason}";
}
