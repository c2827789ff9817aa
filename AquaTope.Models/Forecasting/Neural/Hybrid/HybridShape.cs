namespace AquaTope.Models.Forecasting.Neural.Hybrid;

/// <summary>The sizes of the global count model.</summary>
public sealed record HybridShape
{
    /// <summary>Windows that the encoder looks back at; what came before shows in the statistics of the
    /// history.</summary>
    public int Inputs { get; init; } = 48;

    /// <summary>Units of the encoder: latent features, of which each sampled network lacks a few.</summary>
    public int Units { get; init; } = 64;

    /// <summary>Units of the head's first hidden layer.</summary>
    public int WideUnits { get; init; } = 64;

    /// <summary>Units of the head's second hidden layer.</summary>
    public int NarrowUnits { get; init; } = 32;

    /// <summary>The share of units that are dropped, in training and in every sampled network.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Networks sampled for a forecast.</summary>
    public int Samples { get; init; } = 32;
}
