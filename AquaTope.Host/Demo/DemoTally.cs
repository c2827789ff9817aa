namespace AquaTope.Host.Demo;

/// <summary>How a platform did on the demo's load.</summary>
internal sealed class DemoTally
{
    private readonly Dictionary<string, List<(TimeSpan Latency, bool Missed)>> _runs = new(StringComparer.Ordinal);

    public long Runs { get; private set; }

    /// <summary>Runs that took longer than was promised, or failed.</summary>
    public long Violations { get; private set; }

    /// <summary>Activations of functions as parts of runs.</summary>
    public long Invocations { get; private set; }

    /// <summary>Of these, the ones that waited for a container to be created.</summary>
    public long ColdStarts { get; private set; }

    /// <summary>What the runs cost.</summary>
    public double Cost { get; private set; }

    /// <summary>What keeping functions warm by invoking them cost.</summary>
    public double WarmingCost { get; private set; }

    /// <summary>What trials of other configurations cost.</summary>
    public double TrialCost { get; private set; }

    /// <summary>The share of a workflow's runs that took longer than promised or failed.</summary>
    public double ViolationRate(string workflow) =>
        RunsOf(workflow) is { Count: > 0 } runs ? runs.Count(run => run.Missed) / (double)runs.Count : 0;

    /// <summary>The latency that half of a workflow's runs kept; zero without runs.</summary>
    public TimeSpan MedianLatency(string workflow) =>
        RunsOf(workflow) is { Count: > 0 } runs
            ? runs.Select(run => run.Latency).Order().ElementAt(runs.Count / 2)
            : default;

    public void Add(DemoRecord record, TimeSpan? promised)
    {
        switch (record.Role)
        {
            case DemoRole.Run:
                var missed = !record.Succeeded || record.Latency > promised;
                Runs++;
                if (missed) Violations++;
                RunsOf(record.Name).Add((record.Latency, missed));
                break;
            case DemoRole.Stage:
                Invocations++;
                if (record.IsCold) ColdStarts++;
                Cost += record.Cost;
                break;
            case DemoRole.Step:
                Cost += record.Cost;
                break;
            case DemoRole.Warming:
                WarmingCost += record.Cost;
                break;
            case DemoRole.Trial:
                TrialCost += record.Cost;
                break;
            default:
                throw new InvalidOperationException($"No such role: {record.Role}.");
        }
    }

    private List<(TimeSpan Latency, bool Missed)> RunsOf(string workflow)
    {
        if (!_runs.TryGetValue(workflow, out var runs)) _runs[workflow] = runs = [];
        return runs;
    }
}
