using AquaTope.Models.Optimization.Acquisition;

namespace AquaTope.Models.Optimization.BlackBox;

/// <summary>
/// AquaTope's designer for black boxes: models that warp their output as the evidence asks and forgive stragglers, the
/// logarithm of constrained noisy expected improvement, and, where one observation tells a value, in every third trial
/// the point one would apply now.
/// </summary>
public sealed class AquaTopePointDesigner : IPointDesigner
{
    public const string DesignerName = "aquatope";

    /// <summary>Points of the initial design.</summary>
    public const int InitialPoints = 10;

    private const int Paths = 64;

    // A path without a feasible point counts as one so many standard deviations beyond the worst observation, so that
    // among improbable points the more probably feasible one wins.
    private const double InfeasibleMargin = 1;

    // Exploiting pays where the noise is below this share of the objective's variance; above, the point one would apply
    // has been measured already as well as another measurement would do.
    private const double QuietNoise = 0.05;
    private const int ExploitEvery = 3;

    // How many standard deviations an exploiting point keeps from its constraints: feasible in 84 of 100 cases.
    private const double ExploitMargin = 1;

    private readonly PointSpace _space;
    private readonly ulong _seed;
    private readonly SobolPointDesigner _initial;

    public AquaTopePointDesigner(PointSpace space, ulong seed)
    {
        _space = space;
        _seed = seed;
        _initial = new SobolPointDesigner(space, seed);
    }

    public string Name => DesignerName;

    public IReadOnlyList<double[]> Suggest(IReadOnlyList<PointTrial> history, int count) =>
        Suggest(history, [], count);

    /// <summary>The points to evaluate beside those that are under way.</summary>
    public IReadOnlyList<double[]> Suggest(
        IReadOnlyList<PointTrial> history, IReadOnlyList<double[]> pending, int count)
    {
        var evaluated = history.Select(trial => trial.Point);
        if (history.Count < InitialPoints || TrialTable.Of(history) is not { } table)
            return _initial.Suggest(evaluated.Concat(pending), count);

        var models = ForgivingFit.Of(table);
        var (objective, constraints) = (models[0], models[1..]);
        var seed = SplitMix64.Mix(_seed ^ SplitMix64.Mix((ulong)history.Count));
        var samples = new BaseSamples(Paths, seed);
        var paths = models.Select((model, output) => model.Draw(Paths, point => Normals(point, output))).ToList();
        var improvement = new LogNoisyExpectedImprovement(
            paths[0], paths[1..], Normals, objective.Values.Max() + InfeasibleMargin);
        var exploit = objective.Hyperparameters.Noise < QuietNoise
            ? new ConfidentMean(objective.Process, [.. constraints.Select(model => model.Process)], ExploitMargin)
            : null;
        var maximizer = new AcquisitionMaximizer(_space, new MaximizerOptions(), seed);
        return new PointBatch(_space, improvement, maximizer, PosteriorChoice.Ranked(models, table.Points))
        {
            Judge = position => position % ExploitEvery == 0 ? exploit : null
        }.Choose(evaluated, pending, count, seed);

        double[] Normals(int point, int output) => samples.Coordinate(point * models.Count + output);
    }

    public double[]? Recommend(IReadOnlyList<PointTrial> history) =>
        TrialTable.Of(history) is { } table ? PosteriorChoice.Best(ForgivingFit.Of(table), table) : null;
}
