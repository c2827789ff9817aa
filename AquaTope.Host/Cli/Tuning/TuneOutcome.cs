using AquaTope.Models.Optimization.Problems.Comparing;

namespace AquaTope.Host.Cli.Tuning;

/// <summary>How a run of <c>tune</c> ended.</summary>
/// <param name="Recommended">The answer.</param>
/// <param name="Suggestions">What each batch of suggestions took.</param>
internal sealed record TuneOutcome(TuneAnswer Recommended, IReadOnlyList<SuggestionTime> Suggestions);
