namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>
/// How the correlation of two values falls with the distance r of their points, each coordinate being divided by its
/// length scale (Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, 4.2.1).
/// </summary>
public enum KernelShape
{
    /// <summary>(1 + sqrt(5) r + 5/3 r^2) exp(-sqrt(5) r): twice differentiable.</summary>
    Matern52,

    /// <summary>exp(-r^2 / 2): infinitely smooth.</summary>
    SquaredExponential
}
