using AquaTope.Models.Optimization.Acquisition;
using AquaTope.Models.Optimization.Gaussian;

namespace AquaTope.Models.Optimization.BlackBox;

/// <summary>
/// A Gaussian process of one output, in standardised values: the objective about its mean, a constraint about its
/// limit, so that 0 remains what it is held against.
/// </summary>
/// <param name="Shape">The kernel.</param>
/// <param name="Priors">What was believed of the hyperparameters.</param>
/// <param name="Hyperparameters">In standardised values.</param>
/// <param name="Points">The n points it was fitted to.</param>
/// <param name="Values">The n standardised values.</param>
/// <param name="ExtraNoise">The variance added to each observation's noise.</param>
/// <param name="Evidence">
/// The log density of the values as they were observed, priors of the hyperparameters included.
/// </param>
internal sealed record OutputModel(
    KernelShape Shape, HyperparameterPriors Priors, Hyperparameters Hyperparameters, double[][] Points, double[] Values,
    double[] ExtraNoise, double Evidence)
{
    /// <summary>Added to the noise of an observation that is not to count.</summary>
    public const double Disregard = 1e6;

    private GaussianProcess? _process;

    public GaussianProcess Process => _process ??= Given(ExtraNoise);

    /// <summary>Fits the most probable hyperparameters, as exactly as asked for.</summary>
    public static OutputModel Fit(
        KernelShape shape, HyperparameterPriors priors, double[][] points, Standardised output, double[] extraNoise,
        IEnumerable<Hyperparameters> starts, double tolerance = PosteriorMode.FineTolerance)
    {
        var likelihood = new MarginalLikelihood(shape, points, output.Values, extraNoise);
        var (mode, objective) = new PosteriorMode(likelihood, priors, tolerance).Find(starts);
        return new OutputModel(
            shape, priors, mode, points, output.Values, extraNoise, objective * points.Length + output.LogSlope);
    }

    /// <summary>The process under the same hyperparameters with other extra noise.</summary>
    public GaussianProcess Given(double[] extraNoise) =>
        GaussianProcess.Condition(Shape, Hyperparameters, Points, Values, extraNoise);

    /// <summary>The model under each of some draws from the posterior of its hyperparameters.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Of the draws.</param>
    public OutputModel[] Alternatives(int count, ulong seed)
    {
        var likelihood = new MarginalLikelihood(Shape, Points, Values, ExtraNoise);
        return
        [
            .. new PosteriorDraws(likelihood, Priors, seed).From(Hyperparameters, count)
                .Select(drawn => this with { Hyperparameters = drawn, _process = null })
        ];
    }

    /// <summary>Draws sample paths given the observations.</summary>
    /// <param name="paths">How many.</param>
    /// <param name="normals">The base samples of a point.</param>
    public SamplePaths Draw(int paths, Func<int, double[]> normals)
    {
        var samples = new double[Points.Length][];
        for (var i = 0; i < samples.Length; i++) samples[i] = normals(i);
        return SamplePaths.Draw(
            Shape, Hyperparameters, Points, Values, ExtraNoise, paths, (path, point) => samples[point][path]);
    }
}
