namespace AquaTope.Models.Optimization.Staged.Learning;

/// <summary>What was learned of a stage.</summary>
/// <param name="Shown">What it has shown.</param>
/// <param name="Models">Draws from the posterior of its model, all alike in weight.</param>
/// <param name="Factor">By how much runs from before a change are longer now; 1 where there are none.</param>
internal sealed record LearnedStage(StageEvidence Shown, IReadOnlyList<StageModel> Models, double Factor)
{
    /// <summary>The evidence with the runs from before a change brought to what they would take now.</summary>
    public StageEvidence Evidence { get; } = Shown.With(Factor);

    /// <summary>
    /// The evidence on what the stage cannot run with. Runs of a function whose change
    /// nobody measured say nothing of it.
    /// </summary>
    public StageEvidence OnFloors => Shown.Former is { IsSameCode: false } ? Shown with { Former = null } : Evidence;
}
