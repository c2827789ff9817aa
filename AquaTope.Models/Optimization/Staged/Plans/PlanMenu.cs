namespace AquaTope.Models.Optimization.Staged.Plans;

/// <summary>
/// What one function may be given: for each choice the cost of a run of the workflow as far as the function's stages
/// cause it, and the seconds of each of them. A function with one stage keeps only the choices that no other beats in
/// both, fastest first.
/// </summary>
internal sealed class PlanMenu
{
    private readonly double[][] _seconds;
    private readonly int[] _hull;

    /// <param name="stages">The positions of the function's stages in the workflow.</param>
    /// <param name="costs">Cost per choice.</param>
    /// <param name="seconds">For each of the stages, its seconds per choice.</param>
    public PlanMenu(int[] stages, double[] costs, double[][] seconds)
    {
        Stages = stages;
        if (stages.Length == 1)
        {
            Choices = Undominated(costs, seconds[0]);
            _seconds = [Pick(seconds[0], Choices)];
            Costs = Pick(costs, Choices);
            _hull = LowerHull(_seconds[0], Costs);
        }
        else
        {
            Choices = [.. Enumerable.Range(0, costs.Length)];
            _seconds = seconds;
            Costs = costs;
            _hull = Choices;
        }
    }

    public int[] Stages { get; }

    /// <summary>For each entry of the menu, which of the given choices it is.</summary>
    public int[] Choices { get; }

    public double[] Costs { get; }

    public int Count => Costs.Length;

    public double Seconds(int stage, int entry) => _seconds[stage][entry];

    /// <summary>The entry of least cost plus priced time, and that sum.</summary>
    /// <param name="prices">The price of a second for each stage of the workflow.</param>
    public (int Entry, double Value) Best(ReadOnlySpan<double> prices)
    {
        if (Stages.Length == 1) return BestOnHull(prices[Stages[0]]);
        var (best, least) = (0, double.PositiveInfinity);
        for (var entry = 0; entry < Count; entry++)
        {
            var value = PricedCost(entry, prices);
            if (value < least) (best, least) = (entry, value);
        }
        return (best, least);
    }

    public double PricedCost(int entry, ReadOnlySpan<double> prices)
    {
        var value = Costs[entry];
        for (var i = 0; i < Stages.Length; i++) value += prices[Stages[i]] * _seconds[i][entry];
        return value;
    }

    /// <summary>Writes the seconds of an entry to the places of its stages.</summary>
    public void Write(int entry, Span<double> seconds)
    {
        for (var i = 0; i < Stages.Length; i++) seconds[Stages[i]] = _seconds[i][entry];
    }

    /// <summary>The cheapest entry of a one-stage menu that takes at most so long, or -1.</summary>
    public int CheapestWithin(double seconds)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_seconds[0][middle] <= seconds) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }

    // Along the hull, cost plus price times seconds first falls and then rises.
    private (int Entry, double Value) BestOnHull(double price)
    {
        var seconds = _seconds[0];
        var (low, high) = (0, _hull.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var (at, next) = (_hull[middle], _hull[middle + 1]);
            if (Costs[next] + price * seconds[next] < Costs[at] + price * seconds[at]) low = middle + 1;
            else high = middle;
        }
        var best = _hull[low];
        return (best, Costs[best] + price * seconds[best]);
    }

    private static double[] Pick(double[] values, int[] choices) => [.. choices.Select(choice => values[choice])];

    private static int[] Undominated(double[] costs, double[] seconds)
    {
        var order = new int[costs.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        var keys = seconds.AsSpan().ToArray();
        Array.Sort(keys, order);

        var kept = new List<int>();
        for (var i = 0; i < order.Length; i++)
        {
            var choice = order[i];
            if (!double.IsFinite(seconds[choice]) || !double.IsFinite(costs[choice])) continue;
            if (kept.Count > 0 && costs[choice] >= costs[kept[^1]]) continue;
            if (kept.Count > 0 && seconds[choice] <= seconds[kept[^1]]) kept.RemoveAt(kept.Count - 1);
            kept.Add(choice);
        }
        return [.. kept];
    }

    // Andrew's monotone chain over points of growing time and falling cost.
    private static int[] LowerHull(double[] seconds, double[] costs)
    {
        var hull = new List<int>();
        for (var i = 0; i < costs.Length; i++)
        {
            while (hull.Count > 1 && !IsConvex(hull[^2], hull[^1], i)) hull.RemoveAt(hull.Count - 1);
            hull.Add(i);
        }
        return [.. hull];

        bool IsConvex(int a, int b, int c) =>
            (seconds[b] - seconds[a]) * (costs[c] - costs[a]) - (costs[b] - costs[a]) * (seconds[c] - seconds[a]) > 0;
    }
}
