namespace AquaTope.Models.Optimization.Studies;

/// <summary>
/// What a study is told of the one before it. A designer may start from these trials as if they were its own, but for
/// the functions in <paramref name="Changed"/>, whose times are to be scaled by the factor where one is known, and
/// believed the less for it. They are not part of the study's history or budget.
/// </summary>
/// <param name="Trials">The measured and the failed trials, in the order of their numbers in that study.</param>
/// <param name="Changed">As in <see cref="EarlierStudy"/>.</param>
/// <param name="Rejected">As in <see cref="EarlierStudy"/>; the history holds them as known.</param>
public sealed record EarlierEvidence(
    IReadOnlyList<Trial> Trials, IReadOnlyList<StageChange> Changed, IReadOnlyList<ResourcePlan> Rejected)
{
    /// <summary>
    /// What a study that is over, or was stopped, says about a workflow. Of a study whose stages ran other functions
    /// nothing is left but the rejected plans of the same length.
    /// </summary>
    public static EarlierEvidence Of(EarlierStudy earlier, StudyState state, Workflows.Workflow workflow)
    {
        var (definition, history) = state switch
        {
            StudyState.Running running => (running.Definition, running.History),
            StudyState.Settling settling => (settling.Definition, settling.History),
            StudyState.Settled settled => (settled.Definition, settled.History),
            StudyState.Stopped stopped => (stopped.Definition, stopped.History),
            _ => ((StudyDefinition?)null, StudyHistory.Empty)
        };
        var functions = workflow.Stages.Select(stage => stage.Function);
        var isSame = definition?.Workflow.Stages.Select(stage => stage.Function).SequenceEqual(functions) ?? false;
        return new EarlierEvidence(
            isSame ? [.. history.Trials.Where(trial => trial is Trial.Measured or Trial.Failed)] : [],
            earlier.Changed,
            [.. earlier.Rejected.Where(plan => plan.Stages.Count == workflow.Stages.Count)]);
    }
}
