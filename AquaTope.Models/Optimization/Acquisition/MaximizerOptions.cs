namespace AquaTope.Models.Optimization.Acquisition;

/// <summary>How much the search for an acquisition's maximum tries.</summary>
public sealed record MaximizerOptions
{
    /// <summary>Points spread evenly over the cube.</summary>
    public int Even { get; init; } = 192;

    /// <summary>Points near promising ones.</summary>
    public int Near { get; init; } = 96;

    /// <summary>How many of the best points climb along the gradient.</summary>
    public int Climbs { get; init; } = 5;

    /// <summary>Steps of each climb.</summary>
    public int Iterations { get; init; } = 30;

    /// <summary>How far the beginnings of two climbs are apart at least, by their largest coordinate.</summary>
    public double LeastDistance { get; init; } = 0.05;

    /// <summary>A climb ends where a step gains less.</summary>
    public double Tolerance { get; init; } = 1e-4;
}
