using System.Collections.Immutable;

namespace AquaTope.Models.Optimization.Studies;

/// <summary>Every trial of a study in the order of their numbers, failures and the ones under way included.</summary>
public sealed class StudyHistory
{
    private readonly ImmutableList<Trial> _trials;
    private readonly ImmutableDictionary<int, int> _repeats;
    private readonly IReadOnlyList<ResourcePlan> _excluded;

    private StudyHistory(
        ImmutableList<Trial> trials, ImmutableDictionary<int, int> repeats, IReadOnlyList<ResourcePlan> excluded)
    {
        _trials = trials;
        _repeats = repeats;
        _excluded = excluded;
    }

    public static StudyHistory Empty { get; } = Excluding([]);

    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>The number the next new trial gets.</summary>
    public int NextNumber => _trials.Count;

    /// <summary>The first trial that waits for its measurement.</summary>
    public Trial.Pending? FirstPending => _trials.OfType<Trial.Pending>().FirstOrDefault();

    public IEnumerable<Trial.Measured> Measured => _trials.OfType<Trial.Measured>();

    /// <summary>Attempts at trials that the platform did not let run, each a measurement begun in vain.</summary>
    public int Repeats => _repeats.Values.Sum();

    /// <summary>A history without trials, for a study that must not try these plans.</summary>
    public static StudyHistory Excluding(IReadOnlyList<ResourcePlan> plans) =>
        new([], ImmutableDictionary<int, int>.Empty, plans);

    /// <summary>Whether the plan was suggested before, or must not be.</summary>
    public bool Contains(ResourcePlan plan) => _trials.Any(trial => trial.Plan == plan) || IsExcluded(plan);

    /// <summary>Whether the plan must not be tried.</summary>
    public bool IsExcluded(ResourcePlan plan) => _excluded.Contains(plan);

    /// <summary>Attempts at this trial that the platform did not let run.</summary>
    public int RepeatsOf(int number) => _repeats.GetValueOrDefault(number);

    /// <summary>The history with a new trial, or with what became of a known one.</summary>
    /// <exception cref="ArgumentException">The number leaves a gap.</exception>
    public StudyHistory With(Trial trial)
    {
        if (trial.Number > _trials.Count || trial.Number < 0)
            throw new ArgumentException($"Trial {trial.Number} cannot follow {_trials.Count} others.", nameof(trial));
        var repeats = trial is Trial.Pending { Attempts: > 0 } pending
            ? _repeats.SetItem(pending.Number, pending.Attempts)
            : _repeats;
        return new StudyHistory(
            trial.Number == _trials.Count ? _trials.Add(trial) : _trials.SetItem(trial.Number, trial), repeats,
            _excluded);
    }
}
