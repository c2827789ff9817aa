using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Optimization.Staged.Learning;

/// <summary>How a stage's runs stray from its undisturbed time.</summary>
/// <param name="Sigma">Standard deviation of the logarithm of a regular run.</param>
/// <param name="StragglerRate">The share of runs that straggle.</param>
/// <param name="Stragglers">The logarithms of the factors of those seen.</param>
internal sealed record StageNoise(double Sigma, double StragglerRate, IReadOnlyList<double> Stragglers)
{
    // A promised percentile stands or falls with the share of stragglers. Half a straggler in fifty runs is assumed
    // before any; the models' broad belief in about one in thirty would break promises of stages that never straggled.
    private const double AssumedStragglers = 0.5;
    private const double AssumedRuns = 50;

    // Where no straggler was seen they are taken to be three times slower.
    private static readonly double Unseen = Math.Log(3);

    /// <summary>How many runs the rate rests on.</summary>
    public int Runs { get; init; }

    /// <summary>How many of them are expected to have straggled.</summary>
    public double Straggled { get; init; }

    /// <summary>The share of stragglers after so many in so many runs.</summary>
    public static double RateOf(double straggled, int runs) => (straggled + AssumedStragglers) / (runs + AssumedRuns);

    /// <summary>
    /// What a promise should reckon with. Stages run on one platform: the rate that all of them show stands for
    /// <see cref="AssumedRuns"/> runs of each, and what stragglers look like is common to all.
    /// </summary>
    /// <param name="stages">What each of them shows.</param>
    /// <param name="caution">
    /// By how many standard deviations a rate is taken for more than it seems, since too few runs were seen to tell.
    /// </param>
    public static StageNoise[] Cautious(IReadOnlyList<StageNoise> stages, double caution)
    {
        var common = RateOf(stages.Sum(stage => stage.Straggled), stages.Sum(stage => stage.Runs));
        IReadOnlyList<double> stragglers = [.. stages.SelectMany(stage => stage.Stragglers)];
        return
        [
            .. stages.Select(stage =>
            {
                var rate = (stage.Straggled + AssumedRuns * common) / (stage.Runs + AssumedRuns);
                var deviation = Math.Sqrt(rate * (1 - rate) / (stages.Sum(other => other.Runs) + AssumedRuns));
                return stage with
        {
            StragglerRate = Math.Clamp(rate + caution * deviation, 0, 1), Stragglers = stragglers
        };
            })
        ];
    }

    /// <summary>The mean factor. Stragglers that nobody saw are the concern of promises, not of means.</summary>
    public double MeanFactor => Stragglers.Count == 0
        ? Math.Exp(0.5 * Sigma * Sigma)
        : (1 - StragglerRate) * Math.Exp(0.5 * Sigma * Sigma) + StragglerRate * Stragglers.Average(Math.Exp);

    /// <summary>The factor of one run.</summary>
    /// <param name="chance">A stream.</param>
    /// <param name="row">Its row; three columns from the given one are used.</param>
    /// <param name="column">The first column.</param>
    public double Factor(CounterRandom chance, ulong row, ulong column)
    {
        if (chance.Uniform(row, column) >= StragglerRate) return Math.Exp(Sigma * chance.Normal(row, column + 1));
        if (Stragglers.Count == 0) return Math.Exp(Unseen);
        return Math.Exp(Stragglers[(int)(chance.Uniform(row, column + 1) * Stragglers.Count)]);
    }
}
