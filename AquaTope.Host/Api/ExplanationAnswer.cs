using System.Text.Json.Serialization;
using AquaTope.Actors.Decisions.Explaining;
using AquaTope.Models.Decisions;

namespace AquaTope.Host.Api;

/// <summary>Why a decision is what it is.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Verdict"><c>same</c>, <c>different</c>, <c>told</c> or <c>unrepeatable</c>.</param>
/// <param name="Why">How the verdict came about.</param>
/// <param name="Inputs">What the decision was made from.</param>
/// <param name="Then">The answer as it was journaled.</param>
/// <param name="Now">The answer today, where it was asked for.</param>
/// <param name="Causes">What led to it, explained in turn.</param>
internal sealed record ExplanationAnswer(
    DecisionAnswer Decision, string Verdict, string Why, IReadOnlyList<ExplanationInput> Inputs, string Then,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    string? Now,
    IReadOnlyList<ExplanationAnswer> Causes)
{
    public static ExplanationAnswer Of(ExplainedDecision explained) => new(
        DecisionAnswer.Of(explained.Decision), explained.Explanation.Verdict.ToString().ToLowerInvariant(),
        explained.Explanation.Why, explained.Explanation.Inputs, explained.Explanation.Then, explained.Explanation.Now,
        [.. explained.Causes.Select(Of)]);
}
