using System.Collections.Immutable;

namespace AquaTope.Models.Optimization;

/// <summary>Every trial of a study in the order of their numbers, failures and the ones under way included.</summary>
public sealed class StudyHistory
{
    private readonly ImmutableList<Trial> _trials;

    private StudyHistory(ImmutableList<Trial> trials) => _trials = trials;

    public static StudyHistory Empty { get; } = new([]);

    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>The number the next new trial gets.</summary>
    public int NextNumber => _trials.Count;

    /// <summary>The first trial that waits for its measurement.</summary>
    public Trial.Pending? FirstPending => _trials.OfType<Trial.Pending>().FirstOrDefault();

    public IEnumerable<Trial.Measured> Measured => _trials.OfType<Trial.Measured>();

    /// <summary>Whether the plan was suggested before.</summary>
    public bool Contains(ResourcePlan plan) => _trials.Any(trial => trial.Plan == plan);

    /// <summary>The history with a new trial, or with what became of a known one.</summary>
    /// <exception cref="ArgumentException">The number leaves a gap.</exception>
    public StudyHistory With(Trial trial)
    {
        if (trial.Number > _trials.Count || trial.Number < 0)
            throw new ArgumentException($"Trial {trial.Number} cannot follow {_trials.Count} others.", nameof(trial));
        return new StudyHistory(
            trial.Number == _trials.Count ? _trials.Add(trial) : _trials.SetItem(trial.Number, trial));
    }
}
