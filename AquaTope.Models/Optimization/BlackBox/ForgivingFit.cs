using AquaTope.Models.Optimization.Anomalies;
using AquaTope.Models.Optimization.Gaussian;

namespace AquaTope.Models.Optimization.BlackBox;

/// <summary>
/// Fits a model to each output: under the warp for which the evidence speaks, with a noise of its own for every
/// observation that does not fit.
/// </summary>
internal static class ForgivingFit
{
    private const KernelShape Shape = KernelShape.Matern52;

    // Values that a warp has to explain better by a factor of seven before it is preferred to none.
    private const double LeastEvidence = 2;

    // From next to none to most of what is seen: 95 % between 0.001 and 2.5 of the variance of an output.
    private static readonly Prior Noise = new Prior.LogNormal(-3, 2);

    // Deterministic outputs are common; this is a deviation of a thousandth of their spread.
    private const double LeastNoise = 1e-6;

    // A hundredth of a nat with 100 observations: next to nothing beside the evidence that decides between warps.
    private const double Tolerance = 1e-4;

    /// <summary>The model of the objective, then those of the constraints.</summary>
    public static List<OutputModel> Of(TrialTable table) =>
        [.. table.Outputs.Select((_, output) => Fit(table, output))];

    private static OutputModel Fit(TrialTable table, int output)
    {
        var priors = HyperparameterPriors.DimensionScaled(table.Points[0].Length) with
        {
            Noise = Noise,
            LeastNoise = LeastNoise
        };
        var values = table.Outputs[output];
        var disregarded = output == 0 ? table.Failed : new bool[table.Count];
        var noise = Array.ConvertAll(disregarded, failed => failed ? OutputModel.Disregard : 0);

        var best = FitWarped(new Warp.None(), Starts(table.Points[0].Length));
        foreach (var warp in output == 0 ? ObjectiveWarps(values) : ConstraintWarps(values))
        {
            var other = FitWarped(warp, [best.Hyperparameters]);
            if (other.Evidence > best.Evidence + LeastEvidence) best = other;
        }

        var extra = RelevancePursuit.Pursue(best.Process, noise, best.Given);
        return extra.SequenceEqual(noise)
            ? best
            : OutputModel.Fit(
                Shape, priors, table.Points, new Standardised(best.Values, 0), extra, [best.Hyperparameters],
                Tolerance);

        OutputModel FitWarped(Warp warp, IEnumerable<Hyperparameters> starts) => OutputModel.Fit(
            Shape, priors, table.Points,
            output == 0
                ? Standardised.Objective(values, disregarded, warp)
                : Standardised.Constraint(values, disregarded, warp),
            noise, starts, Tolerance);
    }

    private static Hyperparameters[] Starts(int dimensions) =>
    [
        new([.. Enumerable.Repeat(0.5, dimensions)], 1, 0.01, 0),
        new([.. Enumerable.Repeat(1.0, dimensions)], 1, 0.2, 0)
    ];

    // A logarithm of the value itself suits costs, one of its distance to the best anything with a long upper tail.
    private static IEnumerable<Warp> ObjectiveWarps(double[] values)
    {
        var sorted = values.Order().ToArray();
        if (sorted[0] > 0) yield return new Warp.Logarithm(0);
        var spread = sorted[sorted.Length / 2] - sorted[0];
        if (spread > 0) yield return new Warp.Logarithm(0.5 * spread - sorted[0]);
    }

    private static IEnumerable<Warp> ConstraintWarps(double[] values)
    {
        var sizes = values.Select(Math.Abs).Order().ToArray();
        var median = sizes[sizes.Length / 2];
        if (median > 0) yield return new Warp.TwoSided(0.5 * median);
    }
}
