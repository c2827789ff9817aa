namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>What is believed of a positive hyperparameter before the data are seen.</summary>
public abstract record Prior
{
    private Prior()
    {
    }

    /// <summary>The logarithm of the density at a value above zero.</summary>
    public abstract double LogDensity(double value);

    /// <summary>The derivative of the log density with respect to the logarithm of the value.</summary>
    public abstract double LogSlope(double value);

    /// <summary>The gamma distribution with density proportional to x^(shape - 1) exp(-rate x).</summary>
    public sealed record Gamma(double Shape, double Rate) : Prior
    {
        private readonly double _normalizer = Shape * Math.Log(Rate) - LogGamma(Shape);

        public override double LogDensity(double value) => _normalizer + (Shape - 1) * Math.Log(value) - Rate * value;

        public override double LogSlope(double value) => Shape - 1 - Rate * value;
    }

    /// <summary>The distribution whose logarithm is normal with this mean and standard deviation.</summary>
    public sealed record LogNormal(double Location, double Scale) : Prior
    {
        private static readonly double LogRootTwoPi = 0.5 * Math.Log(2 * Math.PI);

        public override double LogDensity(double value)
        {
            var log = Math.Log(value);
            var z = (log - Location) / Scale;
            return -log - Math.Log(Scale) - LogRootTwoPi - 0.5 * z * z;
        }

        public override double LogSlope(double value) => -1 - (Math.Log(value) - Location) / (Scale * Scale);
    }

    // Stirling's series (Abramowitz and Stegun 6.1.41) at an argument that the recurrence has moved to 15 or more,
    // where the first term left out is below 1e-15.
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 15; x++) shift -= Math.Log(x);
        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680
            - square * (1.0 / 1188 - square * (691.0 / 360360))))));
        return shift + (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI) + series;
    }
}
