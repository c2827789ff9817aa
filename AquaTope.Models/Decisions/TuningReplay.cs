using System.Globalization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Tuning;
using AquaTope.Models.Tuning.Grounds;

namespace AquaTope.Models.Decisions;

/// <summary>Decides a step in a workflow's life again, from its journal and that of its study.</summary>
public static class TuningReplay
{
    /// <param name="before">The workflow's journal up to the step.</param>
    /// <param name="decided">The step.</param>
    /// <param name="study">The journal of the study that answered, where the step follows on an answer.</param>
    public static Explanation Explain(
        IReadOnlyList<TuningEvent> before, TuningEvent decided, IReadOnlyList<StudyEvent> study)
    {
        var state = before.Aggregate((TuningState)new TuningState.Unmanaged(), (at, fact) => at.Apply(fact));
        return (state, decided) switch
        {
            (_, TuningEvent.WorkflowManaged) => Told("it was registered, or registered anew"),
            (_, TuningEvent.WorkflowRetired) => Told("it was taken out of the catalog"),
            (_, TuningEvent.PlanImposed) => Told("an operator went back to it, or gave its limits by hand"),
            (_, TuningEvent.ReferencesLearned) => Told("it was measured on the workflow's own runs"),
            (TuningState.Managed managed, TuningEvent.PlanAdopted or TuningEvent.CanaryStarted) =>
                Adopt(managed, decided, study),
            (TuningState.Managed managed, TuningEvent.StudyRequested { Grounds: { } grounds } requested) =>
                Explanation.Compare<TuningEvent>(requested, grounds.Decide(managed.Study), Words, Inputs(grounds)),
            (TuningState.Serving serving, TuningEvent.DriftDetected { Grounds: { } grounds } drift) =>
                Explanation.Compare<TuningEvent>(
                    drift, grounds.Decide(serving.Workflow, serving.Study, drift.Window), Words, Inputs(grounds)),
            (TuningState.Canary, TuningEvent.CanaryKept { Grounds: { } grounds }) =>
                Verdict(grounds, grounds.IsKept, "the plan on trial has stood long enough"),
            (TuningState.Canary, TuningEvent.CanaryTakenBack { Grounds: { } grounds }) =>
                Verdict(grounds, grounds.Complaint is not null, grounds.Complaint ?? "no complaint"),
            _ => Explanation.Unrepeatable(
                "the release that decided it did not keep what it decided from", Words(decided))
        };

        Explanation Told(string why) => Explanation.Told(why, Words(decided));

        Explanation Verdict(CanaryGrounds grounds, bool holds, string answer) => new(
            holds ? Decisions.Verdict.Same : Decisions.Verdict.Different,
            holds ? "judged again from the same figures, the answer is the same"
                : "judged again from the same figures, the answer is another one",
            Inputs(grounds), Words(decided), answer);
    }

    private static Explanation Adopt(
        TuningState.Managed state, TuningEvent decided, IReadOnlyList<StudyEvent> study)
    {
        var answered = study.Aggregate((StudyState)new StudyState.Unstarted(), (at, fact) => at.Apply(fact));
        if (answered is not StudyState.Settled settled)
            return Explanation.Unrepeatable("the journal holds no answer of its study", Words(decided));

        // The plan before comes from the study, and what was seen under it was kept with the decision.
        var options = new TuningOptions { Canaries = decided is TuningEvent.CanaryStarted };
        var answer = new TuningCommand.SettleStudy(
            settled.Definition.Id, settled.Plan, settled.Because, settled.Definition.Present);
        var now = TuningDecider.Decide(state, answer, options).Events is [var first, ..] ? first : null;
        if (now is TuningEvent.CanaryStarted started && decided is TuningEvent.CanaryStarted { Baseline: var baseline })
            now = started with { Baseline = baseline };
        return Explanation.Compare(decided, now, Words,
        [
            new ExplanationInput("answer of the study", $"{settled.Plan}: {settled.Because}"),
            new ExplanationInput("plan before", settled.Definition.Present.ToString()),
            new ExplanationInput("mode", options.Canaries ? "on trial first" : "at once")
        ]);
    }

    private static IReadOnlyList<ExplanationInput> Inputs(StudyGrounds grounds) =>
    [
        new("runs", Text($"{grounds.Runs} seen, {grounds.RunsToProfile} are enough")),
        new("quiet windows", Text($"{grounds.QuietWindows} in a row, {grounds.QuietWindowsToStudy} are enough")),
        new("seed", Text($"{grounds.Seed}, from which the study's is derived"))
    ];

    private static IReadOnlyList<ExplanationInput> Inputs(DriftGrounds grounds) =>
    [
        new(
            "promise",
            Text($"{grounds.MissedWarm} of {grounds.Runs} runs missed it, evidence {grounds.Evidence:0.00} nats; ")
            + Text($"one false alarm in {grounds.RunsBetweenFalseAlarms} runs")),
        .. grounds.Watches.Select(watch => new ExplanationInput(
            watch.Function.Value, Text($"evidence {watch.Evidence:0.00} nats, factor {watch.Factor:0.###}"))),
        new("changes", Text(
            $"from a factor of {grounds.SmallestChange}; one false alarm in {grounds.RunsBetweenFalseChanges} runs")),
        new("seed", Text($"{grounds.Seed}, from which the study's is derived"))
    ];

    private static IReadOnlyList<ExplanationInput> Inputs(CanaryGrounds grounds) =>
    [
        new(
            "on trial",
            Text($"{grounds.Test.Missed} of {grounds.Test.Runs} runs missed the promise ")
            + Text($"in {grounds.WindowsServed} windows")),
        new(
            "evidence",
            Text($"{grounds.Test.Misses:0.00} nats of more misses, {grounds.Test.Dearer:0.00} of a dearer plan, ")
            + Text($"{grounds.Test.Failing:0.00} of more failures on the platform")),
        new(
            "limits",
            Text($"kept after {grounds.Options.Runs} runs and {grounds.Options.Windows} windows, ")
            + Text($"taken back wrongly once in {1 / grounds.Options.FalseTakeBacks:0} trials"))
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Words(TuningEvent fact) => fact switch
    {
        TuningEvent.StudyRequested requested => string.Create(
            CultureInfo.InvariantCulture,
            $"study {requested.Generation} with seed {requested.Seed}: {requested.Because}"),
        TuningEvent.PlanAdopted adopted => $"{adopted.Plan}: {adopted.Because}",
        TuningEvent.CanaryStarted started =>
            $"{started.Plan} on trial: {started.Because}; compared with {started.Before}, "
            + $"under which {started.Baseline}",
        TuningEvent.PlanImposed imposed => $"{imposed.Plan}: {imposed.Because}",
        TuningEvent.CanaryKept kept => kept.Because,
        TuningEvent.CanaryTakenBack back => back.Because,
        TuningEvent.DriftDetected drift => string.Create(
            CultureInfo.InvariantCulture, $"study {drift.Generation} with seed {drift.Seed}: {drift.Because}"),
        TuningEvent.WorkflowManaged managed => managed.Workflow.Id.Value,
        TuningEvent.ReferencesLearned learned => string.Create(
            CultureInfo.InvariantCulture, $"{learned.Stages.Count} functions"),
        TuningEvent.WorkflowRetired => "retired",
        _ => fact.ToString()
    };
}
