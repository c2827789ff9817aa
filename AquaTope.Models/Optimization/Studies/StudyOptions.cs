using AquaTope.Models.Platform.Trials;

namespace AquaTope.Models.Optimization.Studies;

/// <summary>How a study goes about it, and what it may spend.</summary>
public sealed record StudyOptions
{
    /// <summary>The name of the designer.</summary>
    public string Designer { get; init; } = "aquatope";

    /// <summary>Plans measured, the present one included.</summary>
    public int Trials { get; init; } = 30;

    /// <summary>Runs of the workflow under each plan.</summary>
    public int Repetitions { get; init; } = 3;

    /// <summary>
    /// Function invocations all trials may take together, those that warm containers included. A trial is only begun
    /// when all of its own still fit.
    /// </summary>
    public int Invocations { get; init; } = 1000;

    /// <summary>
    /// What all trials may cost together, in the price model's unit; <see langword="null"/> for no such limit. A trial
    /// is made with as many repetitions as still fit, and not begun where none does, see <see cref="StudyBudget"/>.
    /// </summary>
    public double? Spend { get; init; }

    /// <summary>
    /// How long a stage can take at most: the platform's time limit of an action. What a stage is expected
    /// to cost where none was measured.
    /// </summary>
    public TimeSpan LongestStage { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Plans asked of the designer at a time. They are measured one after the other: a trial never races another.
    /// </summary>
    public int Batch { get; init; } = 1;

    /// <summary>
    /// How often a trial is tried that the platform does not let run; after that the study ends with what it has.
    /// </summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The pause before the second attempt; it doubles with each further one.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    public TrialPlacement Placement { get; init; } = TrialPlacement.ShadowCopies;

    /// <summary>What is wrong with the options, one sentence each; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (Trials < 1) yield return $"Trials is {Trials}; it must be at least 1.";
        if (Repetitions < 1) yield return $"Repetitions is {Repetitions}; it must be at least 1.";
        if (Invocations < 1) yield return $"Invocations is {Invocations}; it must be at least 1.";
        if (Spend is not null and not > 0) yield return $"Spend is {Spend}; it must be above zero, or left out.";
        if (LongestStage <= TimeSpan.Zero) yield return $"LongestStage is {LongestStage}; it must be above zero.";
        if (Batch < 1) yield return $"Batch is {Batch}; it must be at least 1.";
        if (Attempts < 1) yield return $"Attempts is {Attempts}; it must be at least 1.";
        if (RetryAfter <= TimeSpan.Zero) yield return $"RetryAfter is {RetryAfter}; it must be above zero.";
    }
}
