namespace AquaTope.Models.Forecasting.Neural.Storage;

/// <summary>An array of single-precision numbers with a name, in row-major order.</summary>
internal sealed record NamedArray(string Name, long[] Shape, float[] Values);
