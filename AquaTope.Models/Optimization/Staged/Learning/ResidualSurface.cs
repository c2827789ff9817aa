using AquaTope.Models.Optimization.Gaussian;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Optimization.Staged.Learning;

/// <summary>
/// What a stage does that its model does not explain: a Gaussian process over the logarithms of cores and megabytes,
/// which is switched on only where the runs speak for it against the model alone.
/// </summary>
internal sealed class ResidualSurface
{
    // The odds of the model alone before any run: e^2 to 1.
    private const double LogOddsOfNone = 2;

    private static readonly double[] Scales = [0.03, 0.06, 0.12, 0.25, 0.5];
    private static readonly double[] Lengths = [0.15, 0.5, 1.5];
    private static readonly double[] NoiseShares = [0.25, 0.5, 1];

    private readonly GaussianProcess? _process;
    private readonly Func<ResourceConfiguration, double[]> _place;

    private ResidualSurface(
        GaussianProcess? process, double scale, double noise, Func<ResourceConfiguration, double[]> place)
    {
        _process = process;
        Scale = scale;
        _place = place;
        Noise = noise;
    }

    /// <summary>Whether there is anything the model does not explain.</summary>
    public bool IsFlat => _process is null;

    /// <summary>The variance of the surface's logarithm where no run is near.</summary>
    public double Scale { get; }

    /// <summary>The standard deviation of a run's logarithm about model and surface.</summary>
    public double Noise { get; }

    /// <summary>The belief about the logarithm of the factor at a configuration.</summary>
    public Prediction At(ResourceConfiguration resources) => _process?.Predict(_place(resources)) ?? default;

    /// <summary>The surface that the evidence speaks for.</summary>
    /// <param name="runs">The stage's runs.</param>
    /// <param name="residuals">For each its logarithm less that of the model.</param>
    /// <param name="straggling">For each the probability that it straggles: such a run is believed less.</param>
    /// <param name="sigma">The model's own spread.</param>
    /// <param name="choices">The configurations, which span the surface.</param>
    public static ResidualSurface Fit(
        IReadOnlyList<StageRun> runs, double[] residuals, double[] straggling, double sigma, FunctionChoices choices)
    {
        var place = PlaceIn(choices);
        var points = new List<double[]>();
        var values = new List<double>();
        var weights = new List<double>();
        // Runs under one configuration count as one, of so much less noise.
        foreach (var group in Enumerable.Range(0, runs.Count).GroupBy(i => runs[i].Resources))
        {
            var weight = group.Sum(i => Math.Max(1e-3, 1 - straggling[i]));
            points.Add(place(group.Key));
            values.Add(group.Sum(i => Math.Max(1e-3, 1 - straggling[i]) * residuals[i]) / weight);
            weights.Add(weight);
        }
        // What the runs under one configuration disagree about is noise, whatever the surface.
        var (squares, freedom) = (0.0, 0.0);
        var at = 0;
        foreach (var group in Enumerable.Range(0, runs.Count).GroupBy(i => runs[i].Resources))
        {
            squares += group.Sum(i => Math.Max(1e-3, 1 - straggling[i]) * Math.Pow(residuals[i] - values[at], 2));
            freedom += weights[at] - 1;
            at++;
        }

        var correlations = Lengths.ToDictionary(length => length, length => Correlate(points, length));
        correlations[1] = correlations[Lengths[0]];
        var flat = new Hyperparameters([1, 1], 1e-12, sigma * sigma, 0);
        var none = NoiseShares.Max(share => LogEvidence(flat with { Noise = Math.Pow(share * sigma, 2) }, share));
        var (best, most) = (flat, none + LogOddsOfNone);
        foreach (var scale in Scales)
            foreach (var length in Lengths)
                foreach (var share in NoiseShares)
                {
                    var rough = new Hyperparameters([length, length], scale * scale, Math.Pow(share * sigma, 2), 0);
                    var evidence = LogEvidence(rough, share);
                    if (evidence > most) (best, most) = (rough, evidence);
                }
        if (ReferenceEquals(best, flat)) return new ResidualSurface(null, 0, sigma, place);
        var extra = weights.Select(weight => best.Noise * (1 / weight - 1)).ToArray();
        return new ResidualSurface(
            GaussianProcess.Condition(KernelShape.Matern52, best, points, [.. values], extra), best.OutputScale,
            Math.Sqrt(best.Noise), place);

        double LogEvidence(Hyperparameters hyperparameters, double share)
        {
            var noise = hyperparameters.Noise;
            var within = -0.5 * squares / noise - 0.5 * freedom * Math.Log(noise);
            var factor = new Cholesky(points.Count);
            var row = new double[points.Count];
            var ofLength = correlations[hyperparameters.LengthScales[0]];
            for (var i = 0; i < points.Count; i++)
            {
                for (var j = 0; j <= i; j++) row[j] = hyperparameters.OutputScale * ofLength[i][j];
                row[i] += noise / weights[i];
                if (!factor.TryExtend(row.AsSpan(0, i + 1))) return double.NegativeInfinity;
            }
            var solved = new double[points.Count];
            factor.SolveLower(values.ToArray(), solved);
            return within - 0.5 * factor.LogDeterminant() - 0.5 * solved.Sum(value => value * value)
                + 0.2 * Math.Log(share);
        }
    }

    private static double[][] Correlate(List<double[]> points, double length) =>
        [
            .. points
                .Select((point, i) => points.Take(i + 1).Select(other => Correlation(point, other, length)).ToArray())
        ];

    private static double Correlation(double[] left, double[] right, double length)
    {
        var squares = 0.0;
        for (var i = 0; i < left.Length; i++) squares += (left[i] - right[i]) * (left[i] - right[i]);
        var distance = Math.Sqrt(5 * squares) / length;
        return (1 + distance + distance * distance / 3) * Math.Exp(-distance);
    }

    // Both coordinates run from 0 to 1 over the logarithms of what there is to choose.
    private static Func<ResourceConfiguration, double[]> PlaceIn(FunctionChoices choices)
    {
        var (leastCores, leastMegabytes) = (Math.Log(choices.Cores[0]), Math.Log(choices.Megabytes[0]));
        var cores = Math.Max(1e-9, Math.Log(choices.Cores[^1]) - leastCores);
        var megabytes = Math.Max(1e-9, Math.Log(choices.Megabytes[^1]) - leastMegabytes);
        return resources =>
        [
            (Math.Log(resources.Cpu.Cores) - leastCores) / cores,
            (Math.Log(resources.Memory.Megabytes) - leastMegabytes) / megabytes
        ];
    }
}
