namespace AquaTope.Models.Optimization.Studies;

/// <summary>
/// Where a study stands.
/// <code>
/// Unstarted ──StudyStarted──▶ Running ──TrialsEnded──▶ Settling ──StudySettled──▶ Settled
///                                └──────StudyStopped──────┴─────────────────────▶ Stopped
/// </code>
/// While it runs, either a trial is pending and being measured, or none is and the designer is at work. While it
/// settles, the designer is asked for its recommendation.
/// </summary>
public abstract record StudyState
{
    private StudyState()
    {
    }

    public sealed record Unstarted : StudyState;

    public sealed record Running(StudyDefinition Definition, StudyHistory History) : StudyState
    {
        internal Running With(Trial trial) => this with { History = History.With(trial) };

        internal ResourcePlan PlanOf(int number) => History.Trials[number].Plan;

        internal Trial.Pending Again(int number) => History.Trials[number] is Trial.Pending pending
            ? pending with { Attempts = pending.Attempts + 1 }
            : throw new InvalidOperationException($"Trial {number} is not pending.");
    }

    /// <summary>Nothing more is tried, for this reason; the answer is being thought of.</summary>
    public sealed record Settling(StudyDefinition Definition, StudyHistory History, string Reason) : StudyState;

    public sealed record Settled(StudyDefinition Definition, StudyHistory History, ResourcePlan Plan, string Because)
        : StudyState;

    public sealed record Stopped(StudyDefinition Definition, StudyHistory History, string Reason) : StudyState;

    /// <exception cref="InvalidOperationException">The fact cannot follow this state.</exception>
    public StudyState Apply(StudyEvent fact) => (this, fact) switch
    {
        (Unstarted, StudyEvent.StudyStarted started) => new Running(
            started.Definition, StudyHistory.Excluding(started.Definition.Earlier?.Rejected ?? [])),
        (Running running, StudyEvent.TrialSuggested suggested) =>
            running.With(new Trial.Pending(suggested.Number, suggested.Plan, 0)),
        (Running running, StudyEvent.TrialCompleted completed) =>
            running.With(new Trial.Measured(completed.Number, running.PlanOf(completed.Number), completed.Runs)),
        (Running running, StudyEvent.TrialFailed failed) =>
            running.With(new Trial.Failed(failed.Number, running.PlanOf(failed.Number), failed.Stage, failed.Reason)),
        (Running running, StudyEvent.TrialNotRun notRun) => running.With(running.Again(notRun.Number)),
        (Running running, StudyEvent.TrialsEnded ended) =>
            new Settling(running.Definition, running.History, ended.Because),
        (Running running, StudyEvent.StudySettled settled) =>
            new Settled(running.Definition, running.History, settled.Plan, settled.Because),
        (Settling settling, StudyEvent.StudySettled settled) =>
            new Settled(settling.Definition, settling.History, settled.Plan, settled.Because),
        (Running running, StudyEvent.StudyStopped stopped) =>
            new Stopped(running.Definition, running.History, stopped.Reason),
        (Settling settling, StudyEvent.StudyStopped stopped) =>
            new Stopped(settling.Definition, settling.History, stopped.Reason),
        _ => throw new InvalidOperationException($"{fact.GetType().Name} cannot follow {GetType().Name}.")
    };
}
