namespace AquaTope.Models.Optimization.Staged.Learning;

/// <summary>
/// What is believed of a stage before it runs: independent Gaussians over the logarithms of work, knee, pressure and
/// spread and over the log odds of the parallel fraction and of straggling; and over the logarithm of the factor by
/// which it has changed, where there are runs from before.
/// </summary>
internal sealed record StagePrior
{
    private const int Factor = 6;

    /// <summary>The coordinates of a point: those of the model, and the change where there is one.</summary>
    public int Dimensions => Change is null ? Factor : Factor + 1;

    /// <summary>Log seconds on one core; a stage's own runs say where.</summary>
    public required (double Mean, double Deviation) Work { get; init; }

    /// <summary>Close to even over the fractions from 5 to 95 %.</summary>
    public (double Mean, double Deviation) Parallel { get; init; } = (0.3, 1.6);

    /// <summary>Working sets of 110 MB to 9 GB.</summary>
    public (double Mean, double Deviation) Knee { get; init; } = (Math.Log(1000), 1.1);

    /// <summary>With half the working set a stage is slower by a tenth to double.</summary>
    public (double Mean, double Deviation) Pressure { get; init; } = (Math.Log(0.45), 0.7);

    /// <summary>Runs stray by a tenth, within a factor of three.</summary>
    public (double Mean, double Deviation) Spread { get; init; } = (Math.Log(0.1), 0.6);

    /// <summary>Three in a hundred straggle, within a factor of eight.</summary>
    public (double Mean, double Deviation) Straggling { get; init; } = (-3.5, 1.0);

    /// <summary>
    /// The logarithm of what a run takes over what it took when an earlier study measured it; <see langword="null"/>
    /// where nothing was measured before a change.
    /// </summary>
    public (double Mean, double Deviation)? Change { get; init; }

    public (double Mean, double Deviation) this[int coordinate] => coordinate switch
    {
        0 => Work,
        1 => Parallel,
        2 => Knee,
        3 => Pressure,
        4 => Spread,
        5 => Straggling,
        Factor when Change is { } change => change,
        _ => throw new ArgumentOutOfRangeException(
            nameof(coordinate), coordinate, $"There are {Dimensions} coordinates.")
    };

    /// <summary>The logarithm of the density, up to a constant.</summary>
    public double LogDensity(ReadOnlySpan<double> point)
    {
        var sum = 0.0;
        for (var i = 0; i < Dimensions; i++)
        {
            var (mean, deviation) = this[i];
            var distance = (point[i] - mean) / deviation;
            sum -= 0.5 * distance * distance;
        }
        return sum;
    }

    /// <summary>The model at a point.</summary>
    public static StageModel ModelAt(ReadOnlySpan<double> point) => new(
        Math.Exp(point[0]), Fraction(point[1]), Math.Exp(point[2]), Math.Exp(point[3]),
        Math.Max(LeastSpread, Math.Exp(point[4])), Fraction(point[5]));

    /// <summary>The factor between the runs before the change and those after it.</summary>
    public static double ChangeAt(ReadOnlySpan<double> point) => Math.Exp(point[Factor]);

    // A stage measured to the microsecond would let the likelihood rise without bound.
    private const double LeastSpread = 1e-3;

    private static double Fraction(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
