using System.Numerics;
using System.Runtime.InteropServices;

namespace AquaTope.Models.Optimization.Gaussian;

/// <summary>The inner loops of the linear algebra here: sums over contiguous doubles.</summary>
internal static class Vectors
{
    /// <summary>The inner product of two spans of one length.</summary>
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        right = right[..left.Length];
        var x = MemoryMarshal.Cast<double, Vector<double>>(left);
        var y = MemoryMarshal.Cast<double, Vector<double>>(right);
        var even = Vector<double>.Zero;
        var odd = Vector<double>.Zero;
        var i = 0;
        for (; i + 1 < x.Length; i += 2)
        {
            even += x[i] * y[i];
            odd += x[i + 1] * y[i + 1];
        }
        if (i < x.Length) even += x[i] * y[i];
        var sum = Vector.Sum(even + odd);
        for (var k = x.Length * Vector<double>.Count; k < left.Length; k++) sum += left[k] * right[k];
        return sum;
    }

    /// <summary>
    /// The inner products of one span with four others, in less than half the time of one after the other: the first is
    /// read once, and the sums of the four are independent of each other.
    /// </summary>
    public static void Dot(
        ReadOnlySpan<double> left, ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<double> third,
        ReadOnlySpan<double> fourth, Span<double> products)
    {
        var x = MemoryMarshal.Cast<double, Vector<double>>(left);
        var a = MemoryMarshal.Cast<double, Vector<double>>(first[..left.Length]);
        var b = MemoryMarshal.Cast<double, Vector<double>>(second[..left.Length]);
        var c = MemoryMarshal.Cast<double, Vector<double>>(third[..left.Length]);
        var d = MemoryMarshal.Cast<double, Vector<double>>(fourth[..left.Length]);
        var (sumA, sumB, sumC, sumD) =
            (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        for (var i = 0; i < x.Length; i++)
        {
            var at = x[i];
            sumA += at * a[i];
            sumB += at * b[i];
            sumC += at * c[i];
            sumD += at * d[i];
        }
        var (p, q, r, s) = (Vector.Sum(sumA), Vector.Sum(sumB), Vector.Sum(sumC), Vector.Sum(sumD));
        for (var k = x.Length * Vector<double>.Count; k < left.Length; k++)
        {
            p += left[k] * first[k];
            q += left[k] * second[k];
            r += left[k] * third[k];
            s += left[k] * fourth[k];
        }
        products[0] = p;
        products[1] = q;
        products[2] = r;
        products[3] = s;
    }

    /// <summary>Adds a multiple of one span to another.</summary>
    public static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        source = source[..target.Length];
        var t = MemoryMarshal.Cast<double, Vector<double>>(target);
        var s = MemoryMarshal.Cast<double, Vector<double>>(source);
        var f = new Vector<double>(factor);
        for (var i = 0; i < t.Length; i++) t[i] += s[i] * f;
        for (var k = t.Length * Vector<double>.Count; k < target.Length; k++) target[k] += source[k] * factor;
    }
}
