using AquaTope.Models.Optimization.Staged.Plans;

namespace AquaTope.Models.Optimization.Staged;

/// <summary>How the stage-by-stage designer reasons.</summary>
public sealed record StagedOptions
{
    /// <summary>Which latency of a plan the target is held against.</summary>
    public QosMeasure Measure { get; init; } = QosMeasure.Percentile;

    /// <summary>
    /// How sure the designer wants to be that the plan it recommends keeps the target, in (0, 1). The cheapest of many
    /// plans is one of those it thinks too well of; still, of answers of 0.95 at least as many keep their targets.
    /// </summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Draws from each stage's posterior; with fewer than a hundred single modes are missed.</summary>
    public int Draws { get; init; } = 256;

    /// <summary>Runs of this length were cut off: OpenWhisk's time limit unless an action asks for more.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How many runs of the workflow the answer will serve. The designer has no further plan once another trial costs
    /// more than it is expected to save over them; <see langword="null"/> to go on as long as the budget lasts.
    /// </summary>
    public double? RunsServed { get; init; }

    /// <summary>
    /// For each range of the space, the configurations to choose from; <see langword="null"/> for its whole grid at the
    /// study's prices.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<PricedConfiguration>>? Choices { get; init; }
}
