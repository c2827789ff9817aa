using System.Numerics;

namespace AquaTope.Models.Forecasting.Baselines;

/// <summary>The discrete Fourier transform in place, by Cooley and Tukey's algorithm.</summary>
internal static class FourierTransform
{
    /// <summary><c>X_k = Σ x_n·exp(−2πi·kn/N)</c>; the length is a power of two.</summary>
    public static void Forward(Span<Complex> values)
    {
        if (!BitOperations.IsPow2(values.Length))
            throw new ArgumentException($"{values.Length} values are no power of two.", nameof(values));
        Reverse(values);
        for (var size = 2; size <= values.Length; size *= 2)
        {
            var turn = Complex.FromPolarCoordinates(1, -2 * Math.PI / size);
            for (var start = 0; start < values.Length; start += size)
            {
                var factor = Complex.One;
                for (var i = start; i < start + size / 2; i++)
                {
                    var (even, odd) = (values[i], factor * values[i + size / 2]);
                    (values[i], values[i + size / 2]) = (even + odd, even - odd);
                    factor *= turn;
                }
            }
        }
    }

    // Puts each value where the bits of its index, read backwards, say.
    private static void Reverse(Span<Complex> values)
    {
        for (int i = 1, j = 0; i < values.Length; i++)
        {
            var bit = values.Length >> 1;
            for (; (j & bit) != 0; bit >>= 1) j ^= bit;
            j ^= bit;
            if (i < j) (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
