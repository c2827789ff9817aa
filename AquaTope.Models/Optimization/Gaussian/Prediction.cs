namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>A normal belief about one value.</summary>
public readonly record struct Prediction(double Mean, double Variance)
{
    public double Deviation => Math.Sqrt(Variance);
}
