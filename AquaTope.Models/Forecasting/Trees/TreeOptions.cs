namespace AquaTope.Models.Forecasting.Trees;

/// <summary>How quantile trees are boosted.</summary>
public sealed record TreeOptions
{
    /// <summary>
    /// Ensembles grown side by side on rows and features of their own; their mean has less of the luck of each.
    /// </summary>
    public int Ensembles { get; init; } = 2;

    /// <summary>Trees of an ensemble, each correcting those before it.</summary>
    public int Trees { get; init; } = 200;

    /// <summary>Splits from the root to a leaf, at most.</summary>
    public int Depth { get; init; } = 6;

    /// <summary>Rows in a leaf, at least: the outer quantiles need some to rest on.</summary>
    public int LeastRows { get; init; } = 30;

    /// <summary>The share of its correction that a tree adds.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>The share of the rows that a tree is grown on.</summary>
    public double RowShare { get; init; } = 0.6;

    /// <summary>The share of the features that a tree may split on.</summary>
    public double FeatureShare { get; init; } = 0.6;
}
