namespace AquaTope.Models.Optimization.Acquisition;

/// <summary>
/// What an evaluation at a point is worth, given the observations and the points of the batch chosen so far; to be
/// maximised. Not for use by several threads at a time.
/// </summary>
public interface IAcquisition
{
    /// <summary>The worth of a point.</summary>
    /// <param name="point">d coordinates.</param>
    /// <param name="gradient">d numbers to be written, or empty where the gradient is not wanted.</param>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);

    /// <summary>A guess of the worth, cheap enough to sort hundreds of points by.</summary>
    double Screen(ReadOnlySpan<double> point) => Evaluate(point, []);

    /// <summary>Adds a point to the batch: the next one is judged by what it adds to this.</summary>
    void Choose(ReadOnlySpan<double> point);
}
