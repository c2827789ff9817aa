namespace AquaTope.Models.Optimization;

/// <summary>
/// Where a study stands.
/// <code>
/// Unstarted ──StudyStarted──▶ Running ──StudySettled──▶ Settled
///                                └──────StudyStopped──▶ Stopped
/// </code>
/// While it runs, either a trial is pending and being measured, or none is and the designer is at work.
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

    public sealed record Settled(StudyDefinition Definition, StudyHistory History, ResourcePlan Plan, string Because)
        : StudyState;

    public sealed record Stopped(string Reason) : StudyState;

    /// <exception cref="InvalidOperationException">The fact cannot follow this state.</exception>
    public StudyState Apply(StudyEvent fact) => (this, fact) switch
    {
        (Unstarted, StudyEvent.StudyStarted started) => new Running(started.Definition, StudyHistory.Empty),
        (Running running, StudyEvent.TrialSuggested suggested) =>
            running.With(new Trial.Pending(suggested.Number, suggested.Plan, 0)),
        (Running running, StudyEvent.TrialCompleted completed) =>
            running.With(new Trial.Measured(completed.Number, running.PlanOf(completed.Number), completed.Runs)),
        (Running running, StudyEvent.TrialFailed failed) =>
            running.With(new Trial.Failed(failed.Number, running.PlanOf(failed.Number), failed.Stage, failed.Reason)),
        (Running running, StudyEvent.TrialNotRun notRun) => running.With(running.Again(notRun.Number)),
        (Running running, StudyEvent.StudySettled settled) =>
            new Settled(running.Definition, running.History, settled.Plan, settled.Because),
        (Running, StudyEvent.StudyStopped stopped) => new Stopped(stopped.Reason),
        _ => throw new InvalidOperationException($"{fact.GetType().Name} cannot follow {GetType().Name}.")
    };
}
