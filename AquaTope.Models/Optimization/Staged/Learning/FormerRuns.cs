namespace AquaTope.Models.Optimization.Staged.Learning;

/// <summary>Runs of a stage from before its function changed.</summary>
/// <param name="Runs">Resources and seconds then.</param>
/// <param name="Change">
/// What is believed of the logarithm of the factor by which every run is longer now: its
/// mean and its standard deviation.
/// </param>
/// <param name="IsSameCode">Whether what the function can run with is taken to be as it was.</param>
internal sealed record FormerRuns(
    IReadOnlyList<StageRun> Runs, (double Mean, double Deviation) Change, bool IsSameCode)
{
    // A factor that was measured is one of medians under one plan and off by a sixth; one that was not is within two,
    // like most changes, or within four.
    private const double MeasuredDeviation = 0.15;
    private const double UnknownDeviation = 0.7;

    /// <summary>Those of a stage whose function changed so.</summary>
    public static FormerRuns Of(IReadOnlyList<StageRun> runs, StageChange change) => change.Factor is { } factor
        ? new FormerRuns(runs, (Math.Log(factor), MeasuredDeviation), true)
        : new FormerRuns(runs, (0, UnknownDeviation), false);

    /// <summary>The runs as they would be now, were this the factor.</summary>
    public IEnumerable<StageRun> Times(double factor) =>
        Runs.Select(run => run with { Seconds = factor * run.Seconds });
}
