namespace AquaTope.Models.Optimization.BlackBox;

/// <summary>
/// A history as columns that models can be fitted to: output 0 is the objective, the others are the constraints. A
/// failed trial says nothing of the objective and counts as the worst constraint values seen.
/// </summary>
internal sealed class TrialTable
{
    private TrialTable(double[][] points, double[][] outputs, bool[] failed)
    {
        Points = points;
        Outputs = outputs;
        Failed = failed;
    }

    /// <summary>n points.</summary>
    public double[][] Points { get; }

    /// <summary>n values for each output.</summary>
    public double[][] Outputs { get; }

    /// <summary>For each trial whether it failed.</summary>
    public bool[] Failed { get; }

    public int Count => Points.Length;

    /// <summary>The table of a history; <see langword="null"/> where fewer than two trials succeeded.</summary>
    public static TrialTable? Of(IReadOnlyList<PointTrial> history)
    {
        var succeeded = history.Where(trial => !trial.Failed).ToList();
        if (succeeded.Count < 2) return null;
        var constraints = succeeded[0].Constraints.Length;
        var outputs = new double[constraints + 1][];
        outputs[0] = Column(trial => trial.Objective, succeeded.Max(trial => trial.Objective));
        for (var k = 0; k < constraints; k++)
        {
            var worst = succeeded.Max(trial => trial.Constraints[k]);
            outputs[k + 1] = Column(
                trial => trial.Constraints[k],
                Math.Max(worst, succeeded.Average(trial => Math.Abs(trial.Constraints[k]))));
        }
        return new TrialTable(
            [.. history.Select(trial => trial.Point)], outputs, [.. history.Select(trial => trial.Failed)]);

        double[] Column(Func<PointTrial, double> value, double ofFailed) =>
            [.. history.Select(trial => trial.Failed ? ofFailed : value(trial))];
    }
}
