using System.Numerics;

namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>Correlations and their slopes, vector by vector.</summary>
internal static class Kernel
{
    private static readonly double SqrtFive = Math.Sqrt(5);

    /// <summary>Replaces squared scaled distances by correlations.</summary>
    public static void Correlate(KernelShape shape, Span<double> squares)
    {
        var blocks = System.Runtime.InteropServices.MemoryMarshal.Cast<double, Vector<double>>(squares);
        for (var i = 0; i < blocks.Length; i++) blocks[i] = Correlation(shape, blocks[i]);
        for (var i = blocks.Length * Vector<double>.Count; i < squares.Length; i++)
            squares[i] = Correlation(shape, new Vector<double>(squares[i]))[0];
    }

    /// <summary>
    /// Replaces squared scaled distances by correlations and writes beside them their derivatives with respect to the
    /// squared distance.
    /// </summary>
    public static void Correlate(KernelShape shape, Span<double> squares, Span<double> slopes)
    {
        var blocks = System.Runtime.InteropServices.MemoryMarshal.Cast<double, Vector<double>>(squares);
        var slopeBlocks = System.Runtime.InteropServices.MemoryMarshal.Cast<double, Vector<double>>(slopes);
        for (var i = 0; i < blocks.Length; i++) blocks[i] = Correlation(shape, blocks[i], out slopeBlocks[i]);
        for (var i = blocks.Length * Vector<double>.Count; i < squares.Length; i++)
        {
            squares[i] = Correlation(shape, new Vector<double>(squares[i]), out var slope)[0];
            slopes[i] = slope[0];
        }
    }

    private static Vector<double> Correlation(KernelShape shape, Vector<double> squares) =>
        Correlation(shape, squares, out _);

    // With a = sqrt(5 r^2): k = (1 + a + a^2/3) exp(-a) and dk/d(r^2) = -5/6 (1 + a) exp(-a), finite also at r = 0.
    private static Vector<double> Correlation(KernelShape shape, Vector<double> squares, out Vector<double> slope)
    {
        if (shape == KernelShape.SquaredExponential)
        {
            var correlation = Vector.Exp(squares * -0.5);
            slope = correlation * -0.5;
            return correlation;
        }

        var a = Vector.SquareRoot(squares) * SqrtFive;
        var decay = Vector.Exp(-a);
        var linear = Vector<double>.One + a;
        slope = linear * decay * (-5.0 / 6);
        return (linear + a * a * (1.0 / 3)) * decay;
    }
}
