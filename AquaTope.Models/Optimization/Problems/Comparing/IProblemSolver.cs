namespace AquaTope.Models.Optimization.Problems.Comparing;

/// <summary>A designer as a comparison drives it: points of the unit cube in, points out.</summary>
public interface IProblemSolver
{
    /// <summary>The name by which commands and reports call it.</summary>
    string Name { get; }

    /// <summary>At most so many points to evaluate next; none where it sees no use in another.</summary>
    IReadOnlyList<double[]> Suggest(IReadOnlyList<ProblemTrial> trials, int count);

    /// <summary>The point it would apply; <see langword="null"/> where it has none.</summary>
    double[]? Recommend(IReadOnlyList<ProblemTrial> trials);

    /// <summary>
    /// Why it would apply that point, with the numbers it believes in; <see langword="null"/> where it does not say.
    /// </summary>
    string? Reason(IReadOnlyList<ProblemTrial> trials) => null;
}
