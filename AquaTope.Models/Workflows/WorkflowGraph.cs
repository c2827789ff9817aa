namespace AquaTope.Models.Workflows;

/// <summary>
/// The stages of a workflow as a directed acyclic graph. Stages are addressed by their position in the workflow's list;
/// every method that takes durations expects one per stage, in that order and in any one unit.
/// </summary>
public sealed class WorkflowGraph
{
    private readonly int[][] _predecessors;

    private WorkflowGraph(int[][] predecessors, int[] order)
    {
        _predecessors = predecessors;
        TopologicalOrder = order;
    }

    public int StageCount => _predecessors.Length;

    /// <summary>
    /// Stage positions, each after all of its predecessors; among the ready ones the earliest listed first.
    /// </summary>
    public IReadOnlyList<int> TopologicalOrder { get; }

    /// <summary>Positions of the stages that must end before the given one starts.</summary>
    public IReadOnlyList<int> Predecessors(int stage) => _predecessors[stage];

    /// <summary>
    /// Builds the graph, or says which stage is wrong: a duplicate name, an unknown predecessor, or a cycle.
    /// </summary>
    public static bool TryCreate(IReadOnlyList<Stage> stages, out WorkflowGraph graph, out string problem)
    {
        graph = new WorkflowGraph([], []);
        var positions = new Dictionary<StageName, int>();
        for (var i = 0; i < stages.Count; i++)
            if (!positions.TryAdd(stages[i].Name, i))
            {
                problem = $"stage '{stages[i].Name}' is listed twice; each stage needs a name of its own";
                return false;
            }

        var predecessors = new int[stages.Count][];
        for (var i = 0; i < stages.Count; i++)
        {
            var after = new List<int>();
            foreach (var name in stages[i].After)
            {
                if (!positions.TryGetValue(name, out var position))
                {
                    problem = $"stage '{stages[i].Name}' comes after '{name}', which is no stage of this workflow";
                    return false;
                }
                if (!after.Contains(position)) after.Add(position);
            }
            predecessors[i] = [.. after];
        }

        var order = Sort(predecessors);
        if (order.Length < stages.Count)
        {
            var stuck = Enumerable.Range(0, stages.Count).Except(order).Select(i => $"'{stages[i].Name}'");
            problem = $"stages {string.Join(", ", stuck)} wait for one another: the workflow has a cycle";
            return false;
        }

        graph = new WorkflowGraph(predecessors, order);
        problem = "";
        return true;
    }

    /// <summary>When the last stage ends if each starts as soon as its predecessors have ended.</summary>
    public double EndToEnd(ReadOnlySpan<double> durations)
    {
        Span<double> finish = durations.Length <= 64
            ? stackalloc double[durations.Length]
            : new double[durations.Length];
        return Schedule(durations, finish);
    }

    /// <summary>The chain of stages that determines <see cref="EndToEnd"/>, first to last.</summary>
    public IReadOnlyList<int> CriticalPath(ReadOnlySpan<double> durations)
    {
        var finish = new double[durations.Length];
        Schedule(durations, finish);
        var path = new List<int>();
        for (var at = Latest(Enumerable.Range(0, StageCount), finish); at >= 0; at = Latest(_predecessors[at], finish))
            path.Insert(0, at);
        return path;
    }

    private double Schedule(ReadOnlySpan<double> durations, Span<double> finish)
    {
        if (durations.Length != StageCount)
            throw new ArgumentException($"{durations.Length} durations for {StageCount} stages.", nameof(durations));
        var end = 0.0;
        foreach (var stage in TopologicalOrder)
        {
            var start = 0.0;
            foreach (var before in _predecessors[stage]) start = Math.Max(start, finish[before]);
            finish[stage] = start + durations[stage];
            end = Math.Max(end, finish[stage]);
        }
        return end;
    }

    private static int Latest(IEnumerable<int> stages, double[] finish)
    {
        var latest = -1;
        foreach (var stage in stages)
            if (latest < 0 || finish[stage] > finish[latest])
                latest = stage;
        return latest;
    }

    // Kahn's algorithm; the result is shorter than the input exactly when there is a cycle.
    private static int[] Sort(int[][] predecessors)
    {
        var order = new List<int>();
        var placed = new bool[predecessors.Length];
        while (true)
        {
            int ready;
            for (ready = 0; ready < predecessors.Length; ready++)
                if (!placed[ready] && Array.TrueForAll(predecessors[ready], p => placed[p]))
                    break;
            if (ready == predecessors.Length) return [.. order];
            placed[ready] = true;
            order.Add(ready);
        }
    }
}
