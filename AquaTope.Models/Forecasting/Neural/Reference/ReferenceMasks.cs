using AquaTope.Models.Forecasting.Neural.Layers;
using static TorchSharp.torch;

namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>What is dropped from the outputs of two layers, by what their outputs are multiplied with.</summary>
internal sealed record ReferenceMasks(Tensor First, Tensor Second) : IDisposable
{
    /// <summary>Masks of two recurrent layers for one training step, <c>[batch, 1, units]</c> each.</summary>
    public static ReferenceMasks Draw(
        long batch, long firstUnits, long secondUnits, double dropped, Generator chance) =>
        new(DropoutMask.OfSequences(batch, firstUnits, dropped, chance),
            DropoutMask.OfSequences(batch, secondUnits, dropped, chance));

    /// <summary>Masks of the head's hidden layers for one training step, <c>[batch, units]</c> each.</summary>
    public static ReferenceMasks DrawHead(long batch, ReferenceShape shape, Generator chance)
    {
        using var scope = NewDisposeScope();
        return new ReferenceMasks(
            (Mask(shape.WideUnits) * Mask(shape.WideUnits)).MoveToOuterDisposeScope(),
            Mask(shape.NarrowUnits).MoveToOuterDisposeScope());

        Tensor Mask(long units) => DropoutMask.OfSequences(batch, units, shape.HeadDropout, chance).squeeze(1);
    }

    /// <summary>Masks of the sampled networks' encoders, <c>[samples, 1, units]</c> each.</summary>
    public static ReferenceMasks OfEncoders(ReferenceShape shape, ulong seed)
    {
        using var scope = NewDisposeScope();
        return OfNetworks(
            Of(shape, shape.EncoderUnits, shape.Dropout, seed, 0), Of(shape, 1, shape.Dropout, seed, 1));
    }

    /// <summary>Masks of the sampled networks' heads, <c>[samples, 1, units]</c> each.</summary>
    public static ReferenceMasks OfHeads(ReferenceShape shape, ulong seed)
    {
        using var scope = NewDisposeScope();
        var wide = Of(shape, shape.WideUnits, shape.HeadDropout, seed, 2)
            * Of(shape, shape.WideUnits, shape.HeadDropout, seed, 4);
        return OfNetworks(wide, Of(shape, shape.NarrowUnits, shape.HeadDropout, seed, 3));
    }

    public void Dispose()
    {
        First.Dispose();
        Second.Dispose();
    }

    private static ReferenceMasks OfNetworks(Tensor first, Tensor second) =>
        new(first.unsqueeze_(1).DetachFromDisposeScope(), second.unsqueeze_(1).DetachFromDisposeScope());

    private static Tensor Of(ReferenceShape shape, int units, double dropped, ulong seed, ulong layer) =>
        DropoutMask.OfNetworks(shape.Samples, units, dropped, seed, layer);
}
