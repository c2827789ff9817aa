namespace AquaTope.Models.Decisions;

/// <summary>Why a decision is what it is, as far as deciding again from the same inputs shows.</summary>
/// <param name="Verdict">What came of deciding again.</param>
/// <param name="Why">How the verdict came about, in one sentence.</param>
/// <param name="Inputs">What the decision was made from.</param>
/// <param name="Then">The answer as it was journaled.</param>
/// <param name="Now">The answer today; <see langword="null"/> where none was asked for.</param>
public sealed record Explanation(
    Verdict Verdict, string Why, IReadOnlyList<ExplanationInput> Inputs, string Then, string? Now)
{
    /// <summary>Compares two answers.</summary>
    /// <param name="then">The one that was journaled.</param>
    /// <param name="now">Today's, or <see langword="null"/> where nothing would be decided today.</param>
    /// <param name="words">How an answer reads.</param>
    /// <param name="inputs">What both were made from.</param>
    public static Explanation Compare<T>(
        T then, T? now, Func<T, string> words, IReadOnlyList<ExplanationInput> inputs)
        where T : class =>
        then.Equals(now)
            ? new Explanation(Verdict.Same, "decided again from the same inputs, the answer is the same", inputs,
                words(then), words(then))
            : new Explanation(
                Verdict.Different, "decided again from the same inputs, the answer is another one", inputs,
                words(then), now is null ? "no decision" : words(now));

    /// <summary>A fact that came from outside.</summary>
    public static Explanation Told(string why, string then, params IReadOnlyList<ExplanationInput> inputs) =>
        new(Verdict.Told, why, inputs, then, null);

    /// <summary>A decision that cannot be made again.</summary>
    public static Explanation Unrepeatable(string why, string then, params IReadOnlyList<ExplanationInput> inputs) =>
        new(Verdict.Unrepeatable, why, inputs, then, null);
}
