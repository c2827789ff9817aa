using AquaTope.Models.Optimization.Acquisition;
using AquaTope.Models.Optimization.Anomalies;
using AquaTope.Models.Optimization.Gaussian;

namespace AquaTope.Models.Optimization.BlackBox.Designers;

/// <summary>
/// The resource manager that AQUATOPE (ASPLOS'23) describes, with the settings of its artifact: independent Matern 5/2
/// processes of objective and constraints, leave-one-out removal of outliers, and constrained noisy expected
/// improvement over 32 quasi-random samples, ten climbs from the best of 32 even
/// points and as many near good ones.
/// </summary>
/// <remarks>
/// Where the artifact departs from the description, the description holds: values are standardised, processes are
/// fitted before outliers are looked for, a removal is taken back when later data explain the value, an infeasible
/// point is no outlier for being infeasible, the infeasible cost lies above every observed one, and the answer is the
/// best posterior mean.
/// </remarks>
public sealed class ReferencePointDesigner(PointSpace space, ulong seed)
    : LearningPointDesigner(seed, new RandomPointDesigner(space, seed).Suggest)
{
    public const string DesignerName = "reference";

    private const int Samples = 32;

    // Infeasible points count as this many standard deviations beyond the worst observation.
    private const double InfeasibleMargin = 1;

    private static readonly MaximizerOptions Search = new()
    {
        Even = 32, Near = 32, Climbs = 10, Iterations = 200, LeastDistance = 0, Tolerance = 1e-9
    };

    public override string Name => DesignerName;

    private protected override PointBatch BatchUnder(List<OutputModel> models, TrialTable table, ulong seed)
    {
        var samples = new BaseSamples(Samples, seed);
        var paths = models
            .Select((model, output) => model.Draw(Samples, point => Normals(point, output)))
            .ToList();
        var acquisition = NoisyExpectedImprovement.Penalized(
            paths[0], paths[1..], Normals, models[0].Values.Max() + InfeasibleMargin);
        var maximizer = new AcquisitionMaximizer(space, Search, seed);
        return new PointBatch(space, acquisition, maximizer, PosteriorChoice.Ranked(models, table.Points));

        double[] Normals(int point, int output) => samples.Coordinate(point * models.Count + output);
    }

    private protected override List<OutputModel> Fit(TrialTable table)
    {
        var models = new List<OutputModel>();
        for (var output = 0; output < table.Outputs.Length; output++)
        {
            var disregarded = output == 0 ? table.Failed : new bool[table.Count];
            var values = output == 0
                ? Standardised.Objective(table.Outputs[output], disregarded, new Warp.None())
                : Standardised.Constraint(table.Outputs[output], disregarded, new Warp.None());
            var noise = Array.ConvertAll(disregarded, failed => failed ? OutputModel.Disregard : 0);
            var model = Fit(table, values, noise);
            var outliers = LeaveOneOutOutliers.Find(model.Process, disregarded);
            if (outliers.Count > 0)
            {
                foreach (var outlier in outliers) noise[outlier] = OutputModel.Disregard;
                model = Fit(table, values, noise);
            }
            models.Add(model);
        }
        return models;
    }

    private static OutputModel Fit(TrialTable table, Standardised values, double[] noise)
    {
        var d = table.Points[0].Length;
        return OutputModel.Fit(
            KernelShape.Matern52, HyperparameterPriors.Gammas, table.Points, values, noise,
            [
                new Hyperparameters([.. Enumerable.Repeat(0.5, d)], 1, 0.01, 0),
                new Hyperparameters([.. Enumerable.Repeat(1.0, d)], 1, 0.2, 0)
            ]);
    }
}
