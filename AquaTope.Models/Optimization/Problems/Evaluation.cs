namespace AquaTope.Models.Optimization.Problems;

/// <summary>What one evaluation of a problem gave.</summary>
public abstract record Evaluation
{
    private Evaluation()
    {
    }

    /// <summary>The evaluation ended with values.</summary>
    /// <param name="Objective">What is to be as small as possible.</param>
    /// <param name="Constraints">Values that are to be at most 0, one per constraint.</param>
    /// <param name="StageSeconds">
    /// What each stage of a workflow took, in the order of its stages; empty where a problem has no stages.
    /// </param>
    public sealed record Measured(
        double Objective, IReadOnlyList<double> Constraints, IReadOnlyList<double> StageSeconds) : Evaluation
    {
        public override bool IsFeasible => Constraints.All(constraint => constraint <= 0);
    }

    /// <summary>A stage of a workflow failed: there are no values, and the point is not feasible.</summary>
    /// <param name="Stage">The position of the stage.</param>
    /// <param name="Reason">What happened.</param>
    public sealed record Failed(int Stage, string Reason) : Evaluation
    {
        public override bool IsFeasible => false;
    }

    /// <summary>Whether every constraint holds.</summary>
    public abstract bool IsFeasible { get; }
}
