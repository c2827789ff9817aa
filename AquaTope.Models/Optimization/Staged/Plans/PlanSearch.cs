using AquaTope.Models.Workflows;

namespace AquaTope.Models.Optimization.Staged.Plans;

/// <summary>
/// Finds the cheapest choice from every menu with which a workflow ends within a limit.
/// </summary>
/// <remarks>
/// Lagrangian relaxation: every path that threatens the limit gets a price for its seconds, which falls upon the stages
/// along it; given the prices each function chooses alone. Prices are raised path by path until none is too long; any
/// prices give a lower bound (Fisher, Management Science 1981). What is left of the limit is then spent greedily, and
/// <see cref="Exact"/> closes the gap by branch and bound over the entries whose reduced cost fits into it.
/// </remarks>
internal sealed class PlanSearch
{
    private const int Rounds = 12;
    private const int Bisections = 40;
    private const double Tolerance = 1e-7;

    private readonly WorkflowGraph _graph;
    private readonly IReadOnlyList<PlanMenu> _menus;
    private readonly double _limit;
    private readonly List<(int[] Stages, double Price)> _paths = [];
    private readonly double[] _prices;
    private readonly double[] _seconds;
    private double _bound = double.NegativeInfinity;
    private double[] _bestPrices;
    private int[]? _best;
    private double _cost = double.PositiveInfinity;

    private PlanSearch(WorkflowGraph graph, IReadOnlyList<PlanMenu> menus, double limit)
    {
        _graph = graph;
        _menus = menus;
        _limit = limit;
        _prices = new double[graph.StageCount];
        _bestPrices = new double[graph.StageCount];
        _seconds = new double[graph.StageCount];
    }

    /// <summary>
    /// A choice within a fraction of a percent of the cheapest; null where even the fastest is too slow.
    /// </summary>
    public static PlanChoice? Near(WorkflowGraph graph, IReadOnlyList<PlanMenu> menus, double limit)
    {
        var search = new PlanSearch(graph, menus, limit);
        return search.Relax() ? search.Answer() : null;
    }

    /// <summary>
    /// The cheapest choice; its bound equals its cost unless more than <paramref name="mostNodes"/> would have to be
    /// looked at. Null where even the fastest is too slow.
    /// </summary>
    public static PlanChoice? Exact(WorkflowGraph graph, IReadOnlyList<PlanMenu> menus, double limit, int mostNodes)
    {
        var search = new PlanSearch(graph, menus, limit);
        if (!search.Relax()) return null;
        search.Branch(mostNodes);
        return search.Answer();
    }

    /// <summary>The fastest choice, whatever it costs.</summary>
    public static PlanChoice Fastest(WorkflowGraph graph, IReadOnlyList<PlanMenu> menus)
    {
        var search = new PlanSearch(graph, menus, double.PositiveInfinity);
        var fastest = search.Fastest();
        return new PlanChoice(fastest, search.CostOf(fastest), double.NegativeInfinity);
    }

    private PlanChoice Answer() => new(_best!, _cost, Math.Min(_bound, _cost));

    private bool Relax()
    {
        var fastest = Fastest();
        if (EndToEnd(fastest) > _limit) return false;
        Offer(fastest);

        for (var round = 0; round < Rounds; round++)
        {
            var picks = Respond();
            var end = EndToEnd(picks);
            if (end <= _limit)
            {
                Offer(picks);
                if (_paths.Count == 0) break;
            }
            else
            {
                AddPath();
            }
            if (_cost - _bound <= Tolerance * Math.Abs(_cost)) break;
            for (var path = 0; path < _paths.Count; path++) Balance(path);
        }
        return true;
    }

    private void AddPath()
    {
        var path = _graph.CriticalPath(_seconds).ToArray();
        if (!_paths.Exists(known => known.Stages.AsSpan().SequenceEqual(path))) _paths.Add((path, 0));
    }

    // The price at which a path is just short enough, all others' staying as they are.
    private void Balance(int path)
    {
        if (TimeAt(path, 0) <= _limit) return;
        var high = Math.Max(1e-6, 2 * _paths[path].Price);
        while (TimeAt(path, high) > _limit && high < 1e12) high *= 4;
        var low = 0.0;
        for (var i = 0; i < Bisections && high - low > 1e-9 * high; i++)
        {
            var middle = low > 0 ? Math.Sqrt(low * high) : high / 16;
            if (TimeAt(path, middle) > _limit) low = middle;
            else high = middle;
            if (low == 0 && high < 1e-9) break;
        }
        TimeAt(path, high);
    }

    private double TimeAt(int path, double price)
    {
        _paths[path] = (_paths[path].Stages, price);
        var picks = Respond();
        if (EndToEnd(picks) <= _limit) Offer(picks);
        var time = 0.0;
        foreach (var stage in _paths[path].Stages) time += _seconds[stage];
        return time;
    }

    private int[] Respond()
    {
        Array.Clear(_prices);
        var dual = 0.0;
        foreach (var (stages, price) in _paths)
        {
            dual -= price * _limit;
            foreach (var stage in stages) _prices[stage] += price;
        }
        var picks = new int[_menus.Count];
        for (var i = 0; i < picks.Length; i++)
        {
            (picks[i], var value) = _menus[i].Best(_prices);
            dual += value;
        }
        if (dual > _bound)
        {
            _bound = dual;
            _bestPrices = [.. _prices];
        }
        return picks;
    }

    private double EndToEnd(int[] picks)
    {
        for (var i = 0; i < picks.Length; i++) _menus[i].Write(picks[i], _seconds);
        return _graph.EndToEnd(_seconds);
    }

    private int[] Fastest()
    {
        var dear = new double[_graph.StageCount];
        Array.Fill(dear, 1e12);
        return [.. _menus.Select(menu => menu.Best(dear).Entry)];
    }

    // Spends what is left of the limit: again and again the one change that saves most.
    private void Offer(int[] picks)
    {
        if (CostOf(picks) >= _cost * 1.05 && _best is not null) return;
        var improved = (int[])picks.Clone();
        while (true)
        {
            EndToEnd(improved);
            var (saving, at, to) = (0.0, -1, -1);
            for (var i = 0; i < improved.Length; i++)
            {
                var entry = CheapestInPlace(improved, i);
                var saved = _menus[i].Costs[improved[i]] - _menus[i].Costs[entry];
                if (saved > saving) (saving, at, to) = (saved, i, entry);
            }
            if (at < 0) break;
            improved[at] = to;
        }
        var cost = CostOf(improved);
        if (cost >= _cost) return;
        _cost = cost;
        _best = improved;
    }

    private int CheapestInPlace(int[] picks, int at)
    {
        var menu = _menus[at];
        if (menu.Stages.Length == 1)
        {
            var others = LongestThrough(menu.Stages[0]) - _seconds[menu.Stages[0]];
            var entry = menu.CheapestWithin(_limit - others);
            return entry < 0 ? picks[at] : entry;
        }

        var best = picks[at];
        var seconds = (double[])_seconds.Clone();
        for (var entry = 0; entry < menu.Count; entry++)
        {
            if (menu.Costs[entry] >= menu.Costs[best]) continue;
            menu.Write(entry, seconds);
            if (_graph.EndToEnd(seconds) <= _limit) best = entry;
        }
        return best;
    }

    // The longest path that holds the stage; the graph lists no successors, so it is found by making the stage so long
    // that every longest path goes through it.
    private double LongestThrough(int stage)
    {
        const double huge = 1e9;
        var kept = _seconds[stage];
        _seconds[stage] = huge;
        var others = _graph.EndToEnd(_seconds) - huge;
        _seconds[stage] = kept;
        return others + kept;
    }

    private double CostOf(int[] picks)
    {
        var cost = 0.0;
        for (var i = 0; i < picks.Length; i++) cost += _menus[i].Costs[picks[i]];
        return cost;
    }

    private void Branch(int mostNodes)
    {
        var gap = _cost - _bound;
        if (gap <= 0) return;
        var reduced = new List<(int Entry, double Reduced)>[_menus.Count];
        for (var i = 0; i < reduced.Length; i++)
        {
            var least = _menus[i].Best(_bestPrices).Value;
            reduced[i] = [];
            for (var entry = 0; entry < _menus[i].Count; entry++)
            {
                var over = _menus[i].PricedCost(entry, _bestPrices) - least;
                if (over <= gap) reduced[i].Add((entry, over));
            }
            reduced[i].Sort((left, right) => left.Reduced.CompareTo(right.Reduced));
        }

        var order = Enumerable.Range(0, reduced.Length).OrderBy(i => reduced[i].Count).ToArray();
        for (var i = 0; i < reduced.Length; i++)
            foreach (var stage in _menus[i].Stages) _seconds[stage] = 0;
        var fastest = new double[_graph.StageCount];
        for (var i = 0; i < reduced.Length; i++)
            for (var s = 0; s < _menus[i].Stages.Length; s++)
                fastest[_menus[i].Stages[s]] = reduced[i].Min(entry => _menus[i].Seconds(s, entry.Entry));
        fastest.CopyTo(_seconds, 0);

        var nodes = 0;
        var picks = new int[reduced.Length];
        Descend(0, 0, 0);
        if (nodes <= mostNodes) _bound = _cost;

        void Descend(int depth, double over, double cost)
        {
            if (depth == order.Length)
            {
                if (cost >= _cost) return;
                _cost = cost;
                _best = (int[])picks.Clone();
                return;
            }
            var at = order[depth];
            foreach (var (entry, more) in reduced[at])
            {
                if (_bound + over + more >= _cost || ++nodes > mostNodes) break;
                _menus[at].Write(entry, _seconds);
                if (_graph.EndToEnd(_seconds) > _limit) continue;
                picks[at] = entry;
                Descend(depth + 1, over + more, cost + _menus[at].Costs[entry]);
            }
            foreach (var stage in _menus[at].Stages) _seconds[stage] = fastest[stage];
        }
    }
}
