namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>What a Gaussian process with a stationary kernel and a constant mean is made of.</summary>
/// <param name="LengthScales">One for each coordinate, above zero, in the units of the coordinate.</param>
/// <param name="OutputScale">The variance of the latent function about its mean, above zero.</param>
/// <param name="Noise">The variance of an observation about the latent function, above zero.</param>
/// <param name="Mean">The mean far away from all observations.</param>
public sealed record Hyperparameters(double[] LengthScales, double OutputScale, double Noise, double Mean);
