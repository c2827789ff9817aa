namespace AquaTope.Models.Optimization.BlackBox;

/// <summary>Values brought to unit spread, after a warp.</summary>
/// <param name="Values">The standardised values.</param>
/// <param name="LogSlope">The sum over the values of the log derivative of the whole transformation.</param>
internal sealed record Standardised(double[] Values, double LogSlope)
{
    // Values that are all alike have no spread to divide by.
    private const double LeastSpread = 1e-9;

    /// <summary>About their mean.</summary>
    public static Standardised Objective(double[] values, bool[] disregarded, Warp warp) =>
        Of(values, disregarded, warp, centre: null);

    /// <summary>About what the warp makes of 0.</summary>
    public static Standardised Constraint(double[] values, bool[] disregarded, Warp warp) =>
        Of(values, disregarded, warp, warp.Apply(0));

    private static Standardised Of(double[] values, bool[] disregarded, Warp warp, double? centre)
    {
        var warped = Array.ConvertAll(values, warp.Apply);
        var (count, mean, squares) = (0, 0.0, 0.0);
        for (var i = 0; i < warped.Length; i++)
        {
            if (disregarded[i]) continue;
            count++;
            var step = warped[i] - mean;
            mean += step / count;
            squares += step * (warped[i] - mean);
        }
        var spread = Math.Max(Math.Sqrt(squares / Math.Max(1, count - 1)), LeastSpread);
        var about = centre ?? mean;

        var logSlope = 0.0;
        for (var i = 0; i < warped.Length; i++)
        {
            if (!disregarded[i]) logSlope += warp.LogSlope(values[i]) - Math.Log(spread);
            warped[i] = (warped[i] - about) / spread;
        }
        return new Standardised(warped, logSlope);
    }
}
