namespace AquaTope.Models.Optimization.Sampling;

/// <summary>
/// The Sobol sequence in Gray-code order (Antonov and Saleev 1979) with Joe and Kuo's direction numbers; its first
/// point is the origin. A digital shift by a seed moves every point alike and keeps the sequence's evenness.
/// </summary>
public sealed class SobolSequence
{
    /// <summary>The number of dimensions there are direction numbers for.</summary>
    public static readonly int MaximumDimensions = JoeKuoDirections.Rows.Length + 1;

    private const int Bits = 32;

    private readonly uint[][] _directions;
    private readonly uint[] _shift;

    /// <param name="dimensions">1 to <see cref="MaximumDimensions"/>.</param>
    /// <param name="shiftSeed">
    /// The seed of the digital shift; <see langword="null"/> for the sequence as published.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more dimensions than that.</exception>
    public SobolSequence(int dimensions, ulong? shiftSeed = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, MaximumDimensions);
        _directions = [.. Enumerable.Range(0, dimensions).Select(DirectionsOf)];
        _shift = new uint[dimensions];
        if (shiftSeed is not { } seed) return;
        var chance = new CounterRandom(seed);
        for (var i = 0; i < dimensions; i++) _shift[i] = (uint)(chance.Bits(0, (ulong)i) >> Bits);
    }

    public int Dimensions => _directions.Length;

    /// <summary>The point at a position, counted from 0; any position costs the same.</summary>
    /// <returns>One coordinate in [0, 1) for each dimension.</returns>
    public double[] Point(uint position)
    {
        var gray = position ^ (position >> 1);
        var point = new double[Dimensions];
        for (var i = 0; i < point.Length; i++)
        {
            var bits = _shift[i];
            for (var bit = 0; bit < Bits; bit++)
                if ((gray >> bit & 1) == 1)
                    bits ^= _directions[i][bit];
            point[i] = bits / (double)(1L << Bits);
        }
        return point;
    }

    private static uint[] DirectionsOf(int dimension)
    {
        var v = new uint[Bits];
        if (dimension == 0)
        {
            for (var i = 0; i < Bits; i++) v[i] = 1u << (Bits - 1 - i);
            return v;
        }

        var (coefficients, initial) = JoeKuoDirections.Rows[dimension - 1];
        var degree = initial.Length;
        for (var i = 0; i < degree; i++) v[i] = initial[i] << (Bits - 1 - i);
        for (var i = degree; i < Bits; i++)
        {
            v[i] = v[i - degree] ^ (v[i - degree] >> degree);
            for (var k = 1; k < degree; k++)
                if ((coefficients >> (degree - 1 - k) & 1) == 1)
                    v[i] ^= v[i - k];
        }
        return v;
    }
}
