using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;

namespace AquaTope.Models.Optimization.Problems.Comparing;

/// <summary>
/// Solves a workflow by a designer of plans, which sees each trial as one run of the workflow, stage by stage.
/// </summary>
public sealed class PlanSolver(WorkflowProblem problem, IDesigner designer) : IProblemSolver
{
    public string Name => designer.Name;

    public IReadOnlyList<double[]> Suggest(IReadOnlyList<ProblemTrial> trials, int count) =>
        [.. designer.Suggest(Seen(trials), count).Select(problem.Space.ToPoint)];

    public double[]? Recommend(IReadOnlyList<ProblemTrial> trials) =>
        problem.Space.ToPoint(designer.Recommend(Seen(trials)).Plan);

    public string? Reason(IReadOnlyList<ProblemTrial> trials) => designer.Recommend(Seen(trials)).Because;

    /// <summary>The study that such a run amounts to; its present plan is the first point evaluated.</summary>
    public static StudyDefinition StudyOf(WorkflowProblem problem, ulong seed, StudyOptions options) => new(
        new StudyId(problem.Workflow.Id, 1), problem.Workflow, problem.Space,
        problem.Space.ToPlan(problem.InitialPoint(seed, 0)), seed, problem.Prices, options);

    private StudyHistory Seen(IReadOnlyList<ProblemTrial> trials)
    {
        var history = StudyHistory.Empty;
        foreach (var trial in trials)
        {
            var plan = problem.Actual(problem.Space.ToPlan(trial.Point));
            history = history.With(trial.Observed switch
            {
                Evaluation.Measured seen => new Trial.Measured(trial.Number, plan, [RunOf(seen)]),
                Evaluation.Failed failed => new Trial.Failed(
                    trial.Number, plan, problem.Workflow.Stages[failed.Stage].Name, failed.Reason),
                _ => throw new InvalidOperationException($"{trial.Observed} is no evaluation of a workflow.")
            });
        }
        return history;
    }

    private WorkflowRun RunOf(Evaluation.Measured seen) => new(
        [.. seen.StageSeconds.Select(TimeSpan.FromSeconds)],
        TimeSpan.FromSeconds(problem.Workflow.Graph.EndToEnd([.. seen.StageSeconds])));
}
