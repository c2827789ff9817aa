using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace AquaTope.Models.Forecasting.Neural.Layers;

/// <summary>
/// What an LSTM makes of its gates, for many sequences at once and in one pass over memory:
/// <c>c' = σ(f)·c + σ(i)·tanh(g)</c> and <c>h = σ(o)·tanh(c')</c>.
/// </summary>
/// <remarks>
/// With <c>σ(x) = 1/(1 + e^−x)</c> and <c>tanh(x) = (1 − e^−2x)/(1 + e^−2x)</c> each line is one fraction, so that five
/// exponentials and two divisions make a unit. Within 1e-6 of the exact result.
/// </remarks>
internal static class GateKernel
{
    /// <summary>Gates for each unit: input, forget, cell, output.</summary>
    public const int Gates = 4;

    // Beyond it a gate is open or shut to single precision, and three exponentials multiply without overflow.
    private const float Shut = 17;

    /// <summary>The least number of units from a given one on that fills vectors.</summary>
    public static int Padded(int units) => (units + Lanes - 1) / Lanes * Lanes;

    private static int Lanes => Vector512<float>.Count;

    /// <summary>Moves the cells of all sequences by one step.</summary>
    /// <param name="gates">The gates before their functions, <c>[sequence, 4 × units]</c>, without the bias.</param>
    /// <param name="bias">The bias, <c>[4 × units]</c>.</param>
    /// <param name="cells">The cells <c>[sequence, units]</c>, which become the next.</param>
    /// <param name="hidden">Where the outputs go: the first units of every row.</param>
    /// <param name="stride">The length of such a row.</param>
    public static void Step(
        ReadOnlySpan<float> gates, ReadOnlySpan<float> bias, Span<float> cells, Span<float> hidden, int stride)
    {
        var units = bias.Length / Gates;
        if (units % Lanes != 0) throw new ArgumentException($"{units} units are no multiple of {Lanes}.", nameof(bias));
        ref var gate = ref MemoryMarshal.GetReference(gates);
        ref var offset = ref MemoryMarshal.GetReference(bias);
        ref var cell = ref MemoryMarshal.GetReference(cells);
        ref var output = ref MemoryMarshal.GetReference(hidden);
        for (var row = 0; row < cells.Length / units; row++)
            for (var unit = 0; unit < units; unit += Lanes)
            {
                var at = (nuint)(row * Gates * units + unit);
                var width = (nuint)units;
                var input = Decay(Load(ref gate, at) + Load(ref offset, (nuint)unit));
                var forget = Decay(Load(ref gate, at + width) + Load(ref offset, (nuint)unit + width));
                var update = Decay(2 * (Load(ref gate, at + 2 * width) + Load(ref offset, (nuint)unit + 2 * width)));
                var open = Decay(Load(ref gate, at + 3 * width) + Load(ref offset, (nuint)unit + 3 * width));
                var place = (nuint)(row * units + unit);
                var gated = (Vector512<float>.One + input) * (Vector512<float>.One + update);
                var kept = Vector512<float>.One + forget;
                var next = (Load(ref cell, place) * gated + (Vector512<float>.One - update) * kept) / (gated * kept);
                next.StoreUnsafe(ref cell, place);
                var narrowed = Decay(2 * next);
                var shown = (Vector512<float>.One + narrowed) * (Vector512<float>.One + open);
                ((Vector512<float>.One - narrowed) / shown)
                    .StoreUnsafe(ref output, (nuint)(row * stride + unit));
            }
    }

    private static Vector512<float> Load(ref float start, nuint at) => Vector512.LoadUnsafe(ref start, at);

    // e^−x: 2 to the next whole number of −x/ln 2, times a polynomial of what is left (Cephes' expf).
    private static Vector512<float> Decay(Vector512<float> x)
    {
        var negated = Vector512.Min(Vector512.Max(-x, Vector512.Create(-Shut)), Vector512.Create(Shut));
        var whole = Vector512.Floor(negated * (float)(1 / Math.Log(2)) + Vector512.Create(0.5f));
        var rest = negated - whole * 0.693359375f + whole * 2.12194440e-4f;
        var sum = rest * 1.9875691500e-4f + Vector512.Create(1.3981999507e-3f);
        sum = sum * rest + Vector512.Create(8.3334519073e-3f);
        sum = sum * rest + Vector512.Create(4.1665795894e-2f);
        sum = sum * rest + Vector512.Create(1.6666665459e-1f);
        sum = sum * rest + Vector512.Create(5.0000001201e-1f);
        sum = sum * rest * rest + rest + Vector512<float>.One;
        var exponent = Vector512.ShiftLeft(Vector512.ConvertToInt32(whole) + Vector512.Create(127), 23);
        return sum * exponent.AsSingle();
    }
}
