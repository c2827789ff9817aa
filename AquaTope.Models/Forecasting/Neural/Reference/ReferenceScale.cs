namespace AquaTope.Models.Forecasting.Neural.Reference;

/// <summary>The scale on which the network sees a series.</summary>
/// <param name="Mean">The mean demand of a window.</param>
/// <param name="Deviation">Its standard deviation, more than zero.</param>
public readonly record struct ReferenceScale(double Mean, double Deviation)
{
    /// <summary>The scale of a history; a constant one has deviation 1.</summary>
    public static ReferenceScale Of(ReadOnlySpan<int> demand)
    {
        double sum = 0, squares = 0;
        foreach (var value in demand) sum += value;
        var mean = sum / demand.Length;
        foreach (var value in demand) squares += (value - mean) * (value - mean);
        var deviation = Math.Sqrt(squares / demand.Length);
        return new ReferenceScale(mean, deviation > 0 ? deviation : 1);
    }

    /// <summary>A demand on the scale.</summary>
    public float Place(double demand) => (float)((demand - Mean) / Deviation);
}
