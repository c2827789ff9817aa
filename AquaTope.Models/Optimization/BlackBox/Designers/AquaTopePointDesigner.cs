using AquaTope.Models.Optimization.Acquisition;

namespace AquaTope.Models.Optimization.BlackBox.Designers;

/// <summary>
/// AquaTope's designer for black boxes: models that warp their output as the evidence asks and forgive stragglers, the
/// logarithm of constrained noisy expected improvement, and, where one observation tells a value, in every third trial
/// the point one would apply now. Where observations are noisy, the improvement is a mean over draws of the models'
/// hyperparameters.
/// </summary>
public sealed class AquaTopePointDesigner(PointSpace space, ulong seed)
    : LearningPointDesigner(seed, new SobolPointDesigner(space, seed).Suggest)
{
    public const string DesignerName = "aquatope";

    private const int Paths = 64;

    // Draws of the hyperparameters, and sample paths under each.
    private const int Worlds = 8;
    private const int PathsOfWorld = Paths / Worlds;

    // A path without a feasible point counts as one so many standard deviations beyond the worst observation, so that
    // among improbable points the more probably feasible one wins.
    private const double InfeasibleMargin = 1;

    // Below this share of the objective's variance the noise leaves little doubt about the model: the most probable one
    // will do, and exploiting pays. Above, the most probable model may be one that explains the noise away, and the
    // point one would apply has been measured already as well as another measurement would do.
    private const double QuietNoise = 0.05;
    private const int ExploitEvery = 3;

    // How many standard deviations an exploiting point keeps from its constraints: feasible in 84 of 100 cases.
    private const double ExploitMargin = 1;

    public override string Name => DesignerName;

    private protected override List<OutputModel> Fit(TrialTable table) => ForgivingFit.Of(table);

    private protected override PointBatch BatchUnder(List<OutputModel> models, TrialTable table, ulong seed)
    {
        var (improvement, isQuiet) = Improvement(models, seed);
        var exploit = isQuiet
            ? new ConfidentMean(models[0].Process, [.. models.Skip(1).Select(model => model.Process)], ExploitMargin)
            : null;
        var maximizer = new AcquisitionMaximizer(space, new MaximizerOptions(), seed);
        return new PointBatch(space, improvement, maximizer, PosteriorChoice.Ranked(models, table.Points))
        {
            Judge = position => position % ExploitEvery == 0 ? exploit : null
        };
    }

    private (IAcquisition Improvement, bool IsQuiet) Improvement(List<OutputModel> models, ulong seed)
    {
        var samples = new BaseSamples(Paths, seed);
        var drawn = models[0].Alternatives(Worlds, seed);
        if (drawn.Select(model => model.Hyperparameters.Noise).Order().ElementAt(Worlds / 2) < QuietNoise)
            return (Under(models, samples, 0, Paths), true);

        List<OutputModel[]> alternatives =
            [drawn, .. models.Skip(1).Select((model, at) => model.Alternatives(Worlds, seed + (ulong)at + 1))];
        var worlds = Enumerable.Range(0, Worlds).Select(world => Under(
            [.. alternatives.Select(models => models[world])], samples, world * PathsOfWorld, PathsOfWorld));
        return (new ImprovementOverWorlds([.. worlds], space.Dimensions), false);
    }

    private static LogNoisyExpectedImprovement Under(
        List<OutputModel> models, BaseSamples samples, int first, int count)
    {
        var paths = models.Select((model, output) => model.Draw(count, point => Normals(point, output))).ToList();
        return new LogNoisyExpectedImprovement(
            paths[0], paths[1..], Normals, models[0].Values.Max() + InfeasibleMargin);

        double[] Normals(int point, int output) =>
            samples.Coordinate(point * models.Count + output)[first..(first + count)];
    }
}
