namespace AquaTope.Models.Optimization.Problems.Comparing;

/// <summary>How long a solver may try, and from where.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The seed of the initial design, of the noise and of the solver's draws.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Evaluations in all.</summary>
    public int Trials { get; init; } = 70;

    /// <summary>How many of them are points of the initial design.</summary>
    public int Initial { get; init; } = 10;

    /// <summary>Points asked of the solver at a time.</summary>
    public int Batch { get; init; } = 3;

    /// <summary>What is wrong with the options, one sentence each; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (Trials < 1) yield return $"Trials is {Trials}; it must be at least 1.";
        if (Initial < 1 || Initial > Trials) yield return $"Initial is {Initial}; it must lie in [1, {Trials}].";
        if (Batch < 1) yield return $"Batch is {Batch}; it must be at least 1.";
    }
}
