namespace AquaTope.Host.Cli.Tuning;

/// <summary>A run of <c>tune</c> as far as it is known: what its pictures, tables and document are made of.</summary>
/// <param name="problem">The name of what is sized.</param>
/// <param name="designer">Who chooses the trials.</param>
/// <param name="seed">The seed of the run.</param>
internal sealed class TuneLog(string problem, string designer, int seed)
{
    private readonly List<TuneTrial> _trials = [];

    public string Problem { get; } = problem;

    public string Designer { get; } = designer;

    public int Seed { get; } = seed;

    /// <summary>The number of trials after which the run ends.</summary>
    public required int Budget { get; init; }

    /// <summary>How many of them are the initial design.</summary>
    public required int Initial { get; init; }

    /// <summary>Trials suggested at a time.</summary>
    public required int Batch { get; init; }

    /// <summary>The latency to keep, where a workflow is sized.</summary>
    public double? QosSeconds { get; init; }

    /// <summary>The least noise-free objective of a feasible point, where it is known.</summary>
    public double? Optimum { get; init; }

    public IReadOnlyList<TuneTrial> Trials => _trials;

    /// <summary>The trial of the least observed objective among those that looked feasible.</summary>
    public TuneTrial? Incumbent { get; private set; }

    /// <summary>What the designer believes of the plan it would recommend, where it says so.</summary>
    public string? Belief { get; set; }

    public int Feasible => _trials.Count(trial => trial.Feasible);

    public int Failed => _trials.Count(trial => trial.Failure is not null);

    public int Infeasible => _trials.Count - Feasible - Failed;

    /// <summary>What the objective is called.</summary>
    public string ObjectiveName => QosSeconds is null ? "objective" : "cost per run";

    public void Add(TuneTrial trial)
    {
        _trials.Add(trial);
        if (trial.Feasible && !(trial.Objective >= Incumbent?.Objective)) Incumbent = trial;
    }

    /// <summary>End-to-end seconds of a workflow's trial; <see langword="null"/> where it failed.</summary>
    public double? LatencyOf(TuneTrial trial) =>
        QosSeconds is { } qos && trial.Constraints.Count > 0 ? trial.Constraints[0] + qos : null;

    /// <summary>The least observed objective of a feasible trial, up to and including each trial.</summary>
    public IEnumerable<double?> BestObserved()
    {
        double? best = null;
        foreach (var trial in _trials)
        {
            if (trial.Feasible && !(trial.Objective >= best)) best = trial.Objective;
            yield return best;
        }
    }

    /// <summary>The document of the finished run.</summary>
    public TuneDocument Document(TuneOutcome outcome) => new(
        Problem, Designer, Seed, Batch, Initial, QosSeconds, Optimum, _trials, outcome.Recommended,
        [.. outcome.Suggestions.Select(time => time.Cpu.TotalSeconds)],
        [.. outcome.Suggestions.Select(time => time.Wall.TotalSeconds)]);
}
