namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>The sizes of the hybrid Bayesian network of AQUATOPE (Zhou et al., ASPLOS 2023).</summary>
public sealed record ReferenceShape
{
    /// <summary>Windows that the encoder looks back at.</summary>
    public int Inputs { get; init; } = 48;

    /// <summary>Windows ahead that the decoder learns to continue with.</summary>
    public int Targets { get; init; } = 12;

    /// <summary>Units of the encoder's first layer; its second has one.</summary>
    public int EncoderUnits { get; init; } = 64;

    /// <summary>Units of the decoder's first layer; its second has one.</summary>
    public int DecoderUnits { get; init; } = 16;

    /// <summary>Units between the decoder and its outputs.</summary>
    public int ContinuationUnits { get; init; } = 32;

    /// <summary>Units of the head's first hidden layer.</summary>
    public int WideUnits { get; init; } = 64;

    /// <summary>Units of the head's second hidden layer.</summary>
    public int NarrowUnits { get; init; } = 16;

    /// <summary>
    /// The share of units of encoder and decoder that are dropped, in training and in every sampled network.
    /// </summary>
    public double Dropout { get; init; } = 0.25;

    /// <summary>
    /// The share of units that each dropout of the head drops. The original's code has this number in it, whatever its
    /// option says, and drops twice from the wide layer, before and after the rectifier: 36 % of its units in all.
    /// </summary>
    public double HeadDropout { get; init; } = 0.2;

    /// <summary>Networks sampled for a forecast.</summary>
    public int Samples { get; init; } = 128;
}
