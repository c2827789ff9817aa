using TorchSharp;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Layers;

/// <summary>What tensors do with plain numbers, and the sums and squares for which the library takes some.</summary>
/// <remarks>
/// The library turns a number that it meets in passing into an object of its own, of which it keeps no hold: the object
/// may be finalized, and its memory given away, while it is still read. It does so within its own sums too, whose
/// second operand it multiplies by one. Here numbers are held by name until the call is over; the build sees to it that
/// no other code lets them be converted in passing (<c>build/BannedSymbols.txt</c>).
/// </remarks>
internal static class NumberArithmetic
{
    private static readonly Scalar One = 1.ToScalar();
    private static readonly Scalar Two = 2.ToScalar();

    public static Tensor Plus(this Tensor tensor, Tensor other) => tensor.add(other, One);

    /// <summary>Adds to the tensor itself.</summary>
    public static Tensor Add(this Tensor tensor, Tensor other) => tensor.add_(other, One);

    /// <summary>Adds to the tensor itself.</summary>
    public static Tensor Add(this Tensor tensor, Scalar number) => tensor.add_(number, One);

    public static Tensor Squared(this Tensor tensor) => tensor.pow(Two);

    public static Tensor Plus(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.add(held, One);
    }

    public static Tensor Minus(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.sub(held);
    }

    public static Tensor Times(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.mul(held);
    }

    public static Tensor Over(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.div(held);
    }

    /// <summary>Where the values are above a number.</summary>
    public static Tensor IsAbove(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.gt(held);
    }

    /// <summary>Where the values are no less than a number.</summary>
    public static Tensor IsAtLeast(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.ge(held);
    }

    /// <summary>The values, but no less than a number.</summary>
    public static Tensor NoLessThan(this Tensor tensor, double least)
    {
        using var held = least.ToScalar();
        return tensor.clamp_min(held);
    }

    /// <summary>The values, but no less than one number and no more than another.</summary>
    public static Tensor Within(this Tensor tensor, double least, double most)
    {
        using var lower = least.ToScalar();
        using var upper = most.ToScalar();
        return tensor.clamp(lower, upper);
    }

    /// <summary>Gives all of a tensor's elements one value.</summary>
    public static void Fill(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        tensor.fill_(held);
    }
}
