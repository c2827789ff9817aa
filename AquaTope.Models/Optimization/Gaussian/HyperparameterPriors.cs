namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>What is believed of hyperparameters before the data are seen, and the least values they may take.</summary>
/// <param name="LengthScale">Of each length scale.</param>
/// <param name="OutputScale">Of the output scale; without one it is 1, which suits standardised values.</param>
/// <param name="Noise">Of the noise variance.</param>
/// <param name="LeastLengthScale">No length scale falls below.</param>
/// <param name="LeastNoise">The noise variance does not fall below.</param>
public sealed record HyperparameterPriors(
    Prior LengthScale, Prior? OutputScale, Prior Noise, double LeastLengthScale = 1e-2, double LeastNoise = 1e-4)
{
    /// <summary>Those of BoTorch's SingleTaskGP up to version 0.11, for a kernel with an output scale.</summary>
    public static HyperparameterPriors Gammas { get; } = new(
        new Prior.Gamma(3, 6), new Prior.Gamma(2, 0.15), new Prior.Gamma(1.1, 0.05));

    /// <summary>
    /// Length scales that grow with the root of the dimension, so that a function of many coordinates is not believed
    /// rougher (Hvarfner, Hellsten and Nardi, ICML'24); for standardised values.
    /// </summary>
    public static HyperparameterPriors DimensionScaled(int dimensions) => new(
        new Prior.LogNormal(Math.Sqrt(2) + Math.Log(dimensions) / 2, Math.Sqrt(3)), null,
        new Prior.LogNormal(-4, 1), LeastLengthScale: 2.5e-2);
}
