using System.Globalization;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Models.Decisions;

/// <summary>
/// Decides a step of a study again, from the study's journal. The designer is asked anew, which may take seconds.
/// </summary>
public static class StudyReplay
{
    /// <param name="before">The study's journal up to the step.</param>
    /// <param name="decided">The step.</param>
    /// <param name="designers">Who there is to ask.</param>
    public static Explanation Explain(
        IReadOnlyList<StudyEvent> before, StudyEvent decided, DesignerCatalog designers)
    {
        var state = before.Aggregate((StudyState)new StudyState.Unstarted(), (at, fact) => at.Apply(fact));
        return (state, decided) switch
        {
            (_, StudyEvent.StudyStarted started) => Explanation.Told(
                "its workflow asked for it; seed, prices, options and what the platform can do were written down",
                Words(decided), Definition(started.Definition)),
            (StudyState.Running running, StudyEvent.TrialSuggested { Number: 0 } first) => Compare(
                first, new StudyEvent.TrialSuggested(0, running.Definition.Present), running.Definition,
                running.History),
            (StudyState.Running, StudyEvent.TrialSuggested suggested) => Suggest(before, suggested, designers),
            (StudyState.Running running, StudyEvent.TrialsEnded ended) => End(running, ended, designers),
            (StudyState.Settling settling, StudyEvent.StudySettled settled) => Settle(settling, settled, designers),
            (StudyState.Running running, StudyEvent.StudySettled settled) => SettleWithout(running, settled),
            (_, StudyEvent.StudyStopped) => Explanation.Told("nobody wanted the answer any more", Words(decided)),
            (StudyState.Running running, _) => Explanation.Told(
                "the platform measured it", Words(decided), Definition(running.Definition)),
            _ => Explanation.Unrepeatable("it does not follow on what the journal holds before it", Words(decided))
        };
    }

    // Plans that were asked for together are one answer; the designer is shown the history from before the first.
    private static Explanation Suggest(
        IReadOnlyList<StudyEvent> before, StudyEvent.TrialSuggested suggested, DesignerCatalog designers)
    {
        var together = before.Count;
        while (together > 0 && before[together - 1] is StudyEvent.TrialSuggested { Number: > 0 }) together--;
        var asked = (StudyState.Running)before.Take(together)
            .Aggregate((StudyState)new StudyState.Unstarted(), (at, fact) => at.Apply(fact));
        var now = Ask(asked, designers).OfType<StudyEvent.TrialSuggested>()
            .FirstOrDefault(plan => plan.Number == suggested.Number);
        return Compare(suggested, now, asked.Definition, asked.History);
    }

    private static Explanation End(StudyState.Running state, StudyEvent.TrialsEnded ended, DesignerCatalog designers)
    {
        if (StudyDecider.SpentBudget(state) is { } spent)
            return Compare(ended, new StudyEvent.TrialsEnded(spent), state.Definition, state.History);
        if (state.History.FirstPending is not null)
            return Explanation.Told(
                "the platform did not let a trial run, as often as it was tried", Words(ended),
                Inputs(state.Definition, state.History));
        return Compare(
            ended, Ask(state, designers).OfType<StudyEvent.TrialsEnded>().FirstOrDefault(), state.Definition,
            state.History);
    }

    private static Explanation Settle(
        StudyState.Settling state, StudyEvent.StudySettled settled, DesignerCatalog designers)
    {
        var answer = designers.Create(state.Definition).Recommend(state.History);
        var now = StudyDecider.Decide(state, new StudyCommand.OfferRecommendation(answer)).Events
            .OfType<StudyEvent.StudySettled>().FirstOrDefault();
        var explanation = Compare(settled, now, state.Definition, state.History);
        return explanation.Verdict == Verdict.Different && settled.Because.Contains(StudyDecider.BrokenDesigner)
            ? SettledWithout(state.Definition, state.History, settled)
            : explanation;
    }

    private static Explanation SettleWithout(StudyState.Running state, StudyEvent.StudySettled settled) =>
        SettledWithout(state.Definition, state.History, settled);

    // Why the designer was not asked came from outside and stands behind the reason; the plan follows from the history.
    private static Explanation SettledWithout(
        StudyDefinition study, StudyHistory history, StudyEvent.StudySettled settled)
    {
        var answer = Recommendation.From(study, history);
        var (plan, because) = history.IsExcluded(answer.Plan)
            ? (study.Present, settled.Because)
            : (answer.Plan, settled.Because.StartsWith($"{answer.Because}; ", StringComparison.Ordinal)
                ? settled.Because
                : answer.Because);
        return Compare(settled, new StudyEvent.StudySettled(plan, because), study, history);
    }

    private static IReadOnlyList<StudyEvent> Ask(StudyState.Running state, DesignerCatalog designers)
    {
        if (StudyDecider.Unfinished(state).OfType<StudyEffect.AskDesigner>().FirstOrDefault() is not { } ask) return [];
        var designer = designers.Create(state.Definition);
        var plans = designer.Suggest(ask.History, ask.Count);
        return StudyDecider.Decide(state, new StudyCommand.OfferPlans(
            plans, plans.Count == 0 ? designer.StopsBecause(ask.History) : null)).Events;
    }

    private static Explanation Compare<T>(T then, T? now, StudyDefinition study, StudyHistory history)
        where T : StudyEvent =>
        Explanation.Compare(then, now, Words, Inputs(study, history));

    private static List<ExplanationInput> Inputs(StudyDefinition study, StudyHistory history) =>
    [
        .. Definition(study),
        .. history.Trials.Select(trial => new ExplanationInput($"trial {trial.Number}", Words(trial)))
    ];

    private static List<ExplanationInput> Definition(StudyDefinition study) =>
    [
        new("designer", study.Options.Designer),
        new("seed", study.Seed.ToString(CultureInfo.InvariantCulture)),
        new("promise", study.Workflow.Qos.ToString()),
        new("present plan", study.Present.ToString()),
        new("budget", string.Create(
            CultureInfo.InvariantCulture,
            $"{study.Options.Trials} trials of {study.Options.Repetitions} runs, "
            + $"{study.Options.Invocations} invocations")),
        new("earlier", study.Earlier is { } earlier
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{earlier.Trials.Count} trials, {earlier.Rejected.Count} plans taken back, "
                + $"{earlier.Changed.Count} changed stages")
            : "nothing")
    ];

    private static string Words(Trial trial) => trial switch
    {
        Trial.Measured { Runs: { Count: > 0 } runs } =>
            $"{trial.Plan}: {string.Join(", ", runs.Select(run => Seconds(run.EndToEnd)))} s",
        Trial.Failed failed => $"{trial.Plan}: failed in {failed.Stage}, {failed.Reason}",
        _ => $"{trial.Plan}: not measured"
    };

    private static string Words(StudyEvent fact) => fact switch
    {
        StudyEvent.TrialSuggested suggested => string.Create(
            CultureInfo.InvariantCulture, $"trial {suggested.Number}: {suggested.Plan}"),
        StudyEvent.TrialsEnded ended => ended.Because,
        StudyEvent.StudySettled settled => $"{settled.Plan}: {settled.Because}",
        StudyEvent.StudyStopped stopped => stopped.Reason,
        StudyEvent.TrialFailed failed => $"{failed.Stage}: {failed.Reason}",
        StudyEvent.TrialNotRun notRun => notRun.Reason,
        StudyEvent.TrialCompleted completed => string.Create(
            CultureInfo.InvariantCulture, $"trial {completed.Number}: {completed.Runs.Count} runs"),
        StudyEvent.StudyStarted started => started.Definition.Id.ToString(),
        _ => fact.ToString()
    };

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
