using AquaTope.Models.Optimization.BlackBox.Designers;
using AquaTope.Models.Optimization.Staged;
using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Models.Optimization.Problems.Comparing;

/// <summary>
/// Runs a solver on a problem: the initial design, then batch after batch, and judges what comes of it.
/// </summary>
public static class Comparison
{
    /// <summary>Runs to the last trial, or until the solver suggests nothing more.</summary>
    /// <param name="problem">What to solve.</param>
    /// <param name="solver">Who solves it; it sees noisy values only.</param>
    /// <param name="options">Budget and seed.</param>
    /// <param name="clocks">By which the suggestions are timed.</param>
    /// <param name="progress">Told of every trial as it ends.</param>
    /// <param name="cancellation">Ends the run between trials.</param>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public static ComparisonReport Run(
        Problem problem, IProblemSolver solver, ComparisonOptions options, RunClocks clocks,
        Action<JudgedTrial>? progress = null, CancellationToken cancellation = default)
    {
        var trials = new List<ProblemTrial>();
        var judged = new List<JudgedTrial>();
        var times = new List<SuggestionTime>();
        double? best = null;

        for (var i = 0; i < options.Initial; i++) Evaluate(problem.InitialPoint(options.Seed, i));
        while (trials.Count < options.Trials)
        {
            var (cpu, wall) = (clocks.Cpu(), clocks.Wall());
            var batch = solver.Suggest(trials, Math.Min(options.Batch, options.Trials - trials.Count));
            times.Add(new SuggestionTime(clocks.Cpu() - cpu, clocks.Wall() - wall));
            if (batch.Count == 0) break;
            foreach (var point in batch) Evaluate(point);
        }

        var answer = solver.Recommend(trials);
        return new ComparisonReport(
            judged, answer is null ? null : new JudgedPoint(answer, problem.Truth(answer)), times);

        void Evaluate(double[] point)
        {
            cancellation.ThrowIfCancellationRequested();
            var trial = new ProblemTrial(trials.Count, point, problem.Observe(point, options.Seed, trials.Count));
            trials.Add(trial);
            if (problem.Truth(point) is Evaluation.Measured { IsFeasible: true } truth && !(truth.Objective >= best))
                best = truth.Objective;
            judged.Add(new JudgedTrial(trial, trial.Observed.IsFeasible, best));
            progress?.Invoke(judged[^1]);
        }
    }

    /// <summary>The solver of that name.</summary>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public static IProblemSolver Solver(Problem problem, string designer, ComparisonOptions options) =>
        problem is WorkflowProblem workflow && designer == StagedDesigner.DesignerName
            ? Staged(workflow, options)
            : new PointSolver(PointDesignerCatalog.Create(designer, problem.Points, options.Seed));

    private static PlanSolver Staged(WorkflowProblem problem, ComparisonOptions options)
    {
        var study = PlanSolver.StudyOf(problem, options.Seed, new StudyOptions
        {
            Designer = StagedDesigner.DesignerName,
            Trials = options.Trials,
            Batch = options.Batch,
            Repetitions = 1,
            Invocations = options.Trials * problem.Workflow.Stages.Count
        });
        return new PlanSolver(problem, new StagedDesigner(study, new StagedOptions
        {
            Measure = problem.Measure,
            Choices = problem.Choices
        }));
    }
}
