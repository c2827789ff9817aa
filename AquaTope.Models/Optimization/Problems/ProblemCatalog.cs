namespace AquaTope.Models.Optimization.Problems;

/// <summary>The problems by name.</summary>
public static class ProblemCatalog
{
    /// <summary>Those that come with AquaTope.</summary>
    public static IReadOnlyList<Problem> All { get; } =
    [
        ClosedFormProblem.Hartmann6Loud, ClosedFormProblem.Hartmann6Quiet, ClosedFormProblem.Gardner,
        ClosedFormProblem.Gramacy, ClosedFormProblem.PressureVessel, ModelledWorkflowProblem.ThreeInARow,
        ModelledWorkflowProblem.FiveWithAPair
    ];

    public static IEnumerable<string> Names => All.Select(problem => problem.Name);

    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public static Problem Get(string name) => All.FirstOrDefault(problem => problem.Name == name)
        ?? throw new ArgumentException(
            $"'{name}' is no problem; there are {string.Join(", ", Names)}.", nameof(name));
}
