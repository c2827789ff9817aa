using AquaTope.Actors.Decisions.Listing;
using AquaTope.Models.Decisions;

namespace AquaTope.Actors.Decisions.Explaining;

/// <summary>A decision with why it is what it is, and what led to it.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Explanation">What came of deciding again.</param>
/// <param name="Causes">The decisions that led to it, each explained in turn.</param>
public sealed record ExplainedDecision(
    DecisionEntry Decision, Explanation Explanation, IReadOnlyList<ExplainedDecision> Causes);
