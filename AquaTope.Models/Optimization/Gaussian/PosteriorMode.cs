namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>
/// Finds the most probable hyperparameters: the maximum of the log marginal likelihood plus the log priors, over the
/// logarithms of the positive ones and the exact best mean, from several starts.
/// </summary>
public sealed class PosteriorMode
{
    /// <summary>How little an iteration gains, per observation, where a fit ends unless it is told otherwise.</summary>
    public const double FineTolerance = 1e-6;

    private const int Iterations = 80;
    private const double Largest = 1e3;

    private readonly MarginalLikelihood _likelihood;
    private readonly HyperparameterPriors _priors;
    private readonly BoxMinimizer _minimizer;
    private readonly double[] _scales;
    private readonly double[] _slopes;

    /// <param name="likelihood">How well hyperparameters explain the observations.</param>
    /// <param name="priors">What is believed of them before.</param>
    /// <param name="tolerance">Ends where an iteration gains less than this per observation.</param>
    public PosteriorMode(
        MarginalLikelihood likelihood, HyperparameterPriors priors, double tolerance = FineTolerance)
    {
        _likelihood = likelihood;
        _priors = priors;
        var d = likelihood.Dimensions;
        _scales = new double[d];
        _slopes = new double[d + 3];
        var free = priors.OutputScale is null ? d + 1 : d + 2;
        var lower = new double[free];
        var upper = new double[free];
        Array.Fill(lower, Math.Log(priors.LeastLengthScale), 0, d);
        Array.Fill(upper, Math.Log(Largest));
        lower[d] = Math.Log(priors.LeastNoise);
        if (free > d + 1) lower[d + 1] = -Math.Log(Largest);
        _minimizer = new BoxMinimizer(lower, upper) { FirstStep = 0.5, Tolerance = tolerance };
    }

    /// <summary>
    /// The best of the modes reached from the starts, of which the means are not used, and its objective divided by the
    /// number of observations.
    /// </summary>
    /// <exception cref="InvalidOperationException">The covariance is singular from every start.</exception>
    public (Hyperparameters Mode, double Objective) Find(IEnumerable<Hyperparameters> starts)
    {
        var d = _likelihood.Dimensions;
        var best = double.PositiveInfinity;
        double[]? mode = null;
        foreach (var start in starts)
        {
            var point = new double[_priors.OutputScale is null ? d + 1 : d + 2];
            for (var j = 0; j < d; j++) point[j] = Math.Log(start.LengthScales[j]);
            point[d] = Math.Log(start.Noise);
            if (_priors.OutputScale is not null) point[d + 1] = Math.Log(start.OutputScale);
            var value = _minimizer.Minimize(Descend, point, Iterations);
            if (!(value < best)) continue;
            best = value;
            mode = point;
        }

        if (mode is null) throw new InvalidOperationException("No start has a covariance that can be factored.");
        return (Unpack(mode), -best);
    }

    private double Descend(ReadOnlySpan<double> point, Span<double> gradient) => Descend(point, gradient, out _);

    private double Descend(ReadOnlySpan<double> point, Span<double> gradient, out double mean)
    {
        var d = _likelihood.Dimensions;
        for (var j = 0; j < d; j++) _scales[j] = Math.Exp(point[j]);
        var noise = Math.Exp(point[d]);
        var outputScale = _priors.OutputScale is null ? 1 : Math.Exp(point[d + 1]);
        var objective = _likelihood.Evaluate(_scales, outputScale, noise, out mean, _slopes);

        var share = 1.0 / _likelihood.Count;
        for (var j = 0; j < d; j++)
        {
            objective += _priors.LengthScale.LogDensity(_scales[j]);
            gradient[j] = -share * (_slopes[j] + _priors.LengthScale.LogSlope(_scales[j]));
        }
        objective += _priors.Noise.LogDensity(noise);
        gradient[d] = -share * (_slopes[d + 1] + _priors.Noise.LogSlope(noise));
        if (_priors.OutputScale is { } prior)
        {
            objective += prior.LogDensity(outputScale);
            gradient[d + 1] = -share * (_slopes[d] + prior.LogSlope(outputScale));
        }
        return -share * objective;
    }

    private Hyperparameters Unpack(double[] mode)
    {
        Descend(mode, new double[mode.Length], out var mean);
        return new Hyperparameters(
            [.. _scales], _priors.OutputScale is null ? 1 : Math.Exp(mode[^1]), Math.Exp(mode[_scales.Length]), mean);
    }
}
