namespace AquaTope.Models.Optimization.Staged.Learning;

/// <summary>
/// The runs of one stage, those after a change and those before it, as evidence on one model: what changed is by how
/// much every run is longer, and the shape over cores and memory stayed.
/// </summary>
/// <param name="Present">The runs that show the stage as it is.</param>
/// <param name="Former">Those from before a change; <see langword="null"/> where there was none.</param>
internal sealed record StageShowing(StageObservations Present, StageObservations? Former = null)
{
    /// <summary>The logarithm of the likelihood of a point of <see cref="StagePrior"/>.</summary>
    public double LogLikelihood(ReadOnlySpan<double> point)
    {
        var model = StagePrior.ModelAt(point);
        var likelihood = Present.LogLikelihood(model);
        if (Former is null) return likelihood;
        return likelihood + Former.LogLikelihood(model with { Work = model.Work / StagePrior.ChangeAt(point) });
    }
}
