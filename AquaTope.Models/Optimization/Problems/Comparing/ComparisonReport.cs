namespace AquaTope.Models.Optimization.Problems.Comparing;

/// <summary>What came of a solver on a problem.</summary>
/// <param name="Trials">Every evaluation in order.</param>
/// <param name="Recommended">
/// What the solver would apply in the end; <see langword="null"/> where it has nothing.
/// </param>
/// <param name="Suggestions">What each batch of suggestions took.</param>
public sealed record ComparisonReport(
    IReadOnlyList<JudgedTrial> Trials, JudgedPoint? Recommended, IReadOnlyList<SuggestionTime> Suggestions);

/// <summary>An evaluation, and how well the run stands after it.</summary>
/// <param name="Trial">What the solver saw.</param>
/// <param name="IsFeasible">Whether the noisy values were feasible.</param>
/// <param name="BestTrue">
/// The noise-free objective of the best truly feasible point evaluated so far; <see langword="null"/> before one.
/// </param>
public sealed record JudgedTrial(ProblemTrial Trial, bool IsFeasible, double? BestTrue);

/// <summary>A point judged without noise.</summary>
/// <param name="Point">The point of the unit cube.</param>
/// <param name="Truth">Its noise-free values.</param>
public sealed record JudgedPoint(double[] Point, Evaluation Truth);

/// <summary>What it took to suggest one batch.</summary>
public sealed record SuggestionTime(TimeSpan Cpu, TimeSpan Wall);
