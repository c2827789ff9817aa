using AquaTope.Models.Optimization.BlackBox;
using AquaTope.Models.Optimization.BlackBox.Designers;
using AquaTope.Models.Optimization.Gaussian;
using AquaTope.Models.Optimization.Problems;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Benchmarks;

/// <summary>
/// What one batch of three suggestions costs, the fit of its models included, beside the factorisation of a 1000 x 1000
/// symmetric positive definite matrix. The observations are the first points of a problem's initial design.
/// </summary>
public sealed class DesignerSuite : ISuite
{
    private const int Batch = 3;
    private const int Repetitions = 9;

    // The runtime compiles anew what it has run some thirty times, in the background but on the same process's account.
    // A suggestion that has not been made so often is measured together with its compilation.
    private const int WarmingRuns = 40;
    private const int MatrixSize = 1000;

    public string Name => "designer";

    public IReadOnlyList<Measurement> Run(SuiteOptions options)
    {
        var seed = (ulong)options.Seed;
        var hartmann = Observed(ClosedFormProblem.Hartmann6Quiet, seed, 40);
        var three = Observed(ModelledWorkflowProblem.ThreeInARow, seed, 70);
        var five = Observed(ModelledWorkflowProblem.FiveWithAPair, seed, 140);
        var factorisation = Factorisation(seed);
        return
        [
            .. from designer in (string[])[AquaTopePointDesigner.DesignerName, ReferencePointDesigner.DesignerName]
            from work in ((string Problem, IReadOnlyList<PointTrial> History)[])
            [
                ("hartmann6_n01, 6 coordinates, 40 trials", hartmann), ("wf3, 6 coordinates, 70 trials", three),
                ("wf5, 10 coordinates, 70 trials", [.. five.Take(70)]),
                ("wf5 twice, 20 coordinates, 70 trials", Paired(five))
            ]
            select new Measurement(
                $"{designer} on {work.Problem}", Suggestion(designer, work.History, seed), "CPU ms", factorisation)
        ];
    }

    private static double Suggestion(string name, IReadOnlyList<PointTrial> history, ulong seed)
    {
        var designer = PointDesignerCatalog.Create(name, PointSpace.Continuous(history[0].Point.Length), seed);
        return Median(() => designer.Suggest(history, Batch));
    }

    private static double Factorisation(ulong seed)
    {
        // Random entries on a dominant diagonal.
        var chance = new CounterRandom(seed);
        var matrix = new double[MatrixSize * MatrixSize];
        for (var i = 0; i < MatrixSize; i++)
            for (var j = 0; j <= i; j++)
                matrix[i * MatrixSize + j] = i == j ? MatrixSize : chance.Uniform((ulong)i, (ulong)j);
        var factor = new Cholesky(MatrixSize);
        return Median(() => factor.TryFactor(matrix, MatrixSize));
    }

    private static double Median(Func<object> work)
    {
        for (var i = 0; i < WarmingRuns; i++) work();
        var times = new double[Repetitions];
        for (var i = 0; i < Repetitions; i++)
        {
            var before = Environment.CpuUsage.TotalTime;
            work();
            times[i] = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        }
        return times.Order().ElementAt(Repetitions / 2);
    }

    private static List<PointTrial> Observed(Problem problem, ulong seed, int count)
    {
        var trials = new List<PointTrial>(count);
        for (var i = 0; i < count; i++)
        {
            var point = problem.InitialPoint(seed, i);
            trials.Add(problem.Observe(point, seed, i) is Evaluation.Measured seen
                ? new PointTrial(point, seen.Objective, [.. seen.Constraints], false)
                : new PointTrial(point, double.NaN, [], true));
        }
        return trials;
    }

    // Two evaluations side by side: the costs add up, the worse latency counts.
    private static List<PointTrial> Paired(List<PointTrial> trials) =>
    [
        .. trials.Chunk(2).Select(pair => new PointTrial(
            [.. pair[0].Point, .. pair[1].Point], pair[0].Objective + pair[1].Objective,
            [Math.Max(pair[0].Constraints[0], pair[1].Constraints[0])], false))
    ];
}
