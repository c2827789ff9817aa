using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>
/// Draws hyperparameters from their posterior, the mean being the best for each: with few or noisy observations the
/// most probable hyperparameters alone are often those that explain the noise away, and whoever believes in them looks
/// in the wrong place.
/// </summary>
/// <remarks>
/// Differential-evolution Markov chains (ter Braak, Statistics and Computing 16, 2006) over the logarithms of the
/// hyperparameters: each chain is offered a step along the difference of two others. The chains begin about the
/// mode and are taken as they are after the last generation.
/// </remarks>
public sealed class PosteriorDraws
{
    private const int Chains = 12;
    private const int Generations = 18;

    // Every so many generations a step leads from one mode to another.
    private const int LeapEvery = 6;

    // Of the steps' own size, so that no direction is ever closed.
    private const double Wander = 0.02;

    // Spread of the chains about the mode to begin with, in logarithms.
    private const double Spread = 0.5;

    private readonly MarginalLikelihood _likelihood;
    private readonly HyperparameterPriors _priors;
    private readonly CounterRandom _chance;

    public PosteriorDraws(MarginalLikelihood likelihood, HyperparameterPriors priors, ulong seed)
    {
        _likelihood = likelihood;
        _priors = priors;
        _chance = new CounterRandom(seed);
    }

    /// <summary>So many of the chains' last states, at most as many as there are chains.</summary>
    /// <param name="mode">Where the chains begin.</param>
    /// <param name="count">How many.</param>
    public Hyperparameters[] From(Hyperparameters mode, int count)
    {
        var d = _likelihood.Dimensions;
        var free = _priors.OutputScale is null ? d + 1 : d + 2;
        var states = new double[Chains][];
        var densities = new double[Chains];
        for (var chain = 0; chain < Chains; chain++)
        {
            var state = states[chain] = new double[free];
            for (var j = 0; j < free; j++)
            {
                var centre = Math.Log(j < d ? mode.LengthScales[j] : j == d ? mode.Noise : mode.OutputScale);
                state[j] = chain == 0
                    ? centre
                    : centre + Spread * _chance.Normal((ulong)chain, (ulong)j);
            }
            densities[chain] = LogDensity(state);
        }

        var row = (ulong)Chains;
        var offered = new double[free];
        for (var generation = 1; generation <= Generations; generation++)
            for (var chain = 0; chain < Chains; chain++, row++)
            {
                var (first, second) = Others(chain, row);
                var length = generation % LeapEvery == 0 ? 1 : 2.38 / Math.Sqrt(2.0 * free);
                for (var j = 0; j < free; j++)
                    offered[j] = states[chain][j] + length * (states[first][j] - states[second][j])
                                 + Wander * _chance.Normal(row, 4 + (ulong)j);
                var density = LogDensity(offered);
                if (!(Math.Log(_chance.Uniform(row, 0)) < density - densities[chain])) continue;
                densities[chain] = density;
                offered.CopyTo(states[chain], 0);
            }
        return [.. states.Take(count).Select(Unpack)];
    }

    private (int First, int Second) Others(int chain, ulong row)
    {
        var first = (int)(_chance.Uniform(row, 1) * (Chains - 1));
        if (first >= chain) first++;
        var second = first;
        for (ulong at = 2; second == first || second == chain; at += 1UL << 32)
            second = (int)(_chance.Uniform(row, at) * Chains);
        return (first, second);
    }

    // Of the logarithms: the density of a positive number times the number.
    private double LogDensity(double[] state)
    {
        var d = _likelihood.Dimensions;
        var density = 0.0;
        for (var j = 0; j < d; j++)
        {
            var scale = Math.Exp(state[j]);
            if (scale < _priors.LeastLengthScale) return double.NegativeInfinity;
            density += _priors.LengthScale.LogDensity(scale) + state[j];
        }
        var noise = Math.Exp(state[d]);
        if (noise < _priors.LeastNoise) return double.NegativeInfinity;
        density += _priors.Noise.LogDensity(noise) + state[d];
        if (_priors.OutputScale is { } prior) density += prior.LogDensity(Math.Exp(state[d + 1])) + state[d + 1];
        if (!double.IsFinite(density)) return double.NegativeInfinity;
        Span<double> scales = stackalloc double[d];
        for (var j = 0; j < d; j++) scales[j] = Math.Exp(state[j]);
        return density + _likelihood.Evaluate(
            scales, _priors.OutputScale is null ? 1 : Math.Exp(state[d + 1]), noise, out _);
    }

    private Hyperparameters Unpack(double[] state)
    {
        var d = _likelihood.Dimensions;
        double[] scales = [.. state.Take(d).Select(Math.Exp)];
        var (outputScale, noise) = (_priors.OutputScale is null ? 1 : Math.Exp(state[d + 1]), Math.Exp(state[d]));
        _likelihood.Evaluate(scales, outputScale, noise, out var mean);
        return new Hyperparameters(scales, outputScale, noise, mean);
    }
}
