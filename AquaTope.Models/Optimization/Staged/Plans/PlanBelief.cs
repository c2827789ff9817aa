using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Optimization.Staged.Learning;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Optimization.Staged.Plans;

/// <summary>
/// What is believed of a workflow under every plan, composed of its stages: the chance that a plan keeps a limit of
/// undisturbed latency, and what a run of it costs.
/// </summary>
internal sealed class PlanBelief
{
    private const int Disturbances = 1000;
    private const int Bisections = 10;

    private readonly WorkflowGraph _graph;
    private readonly IReadOnlyList<FunctionChoices> _functions;
    private readonly IReadOnlyList<int> _functionOf;
    private readonly IReadOnlyList<StageBelief> _stages;
    private readonly int _draws;
    private readonly PlanMenu[] _meanMenus;
    private readonly Dictionary<double, StageNoise[]> _noises = [];

    /// <param name="graph">The workflow's graph.</param>
    /// <param name="functions">What each function may be given.</param>
    /// <param name="functionOf">For each stage its function.</param>
    /// <param name="stages">What is believed of each stage.</param>
    public PlanBelief(
        WorkflowGraph graph, IReadOnlyList<FunctionChoices> functions, IReadOnlyList<int> functionOf,
        IReadOnlyList<StageBelief> stages)
    {
        _graph = graph;
        _functions = functions;
        _functionOf = functionOf;
        _stages = stages;
        _draws = stages[0].Count;
        _meanMenus = Menus((stage, choice) => stages[stage].Mean(choice));
    }

    /// <summary>
    /// The cheapest plan if one of the equally likely worlds were the true one, and its cost there; the fastest
    /// plan where none keeps the limit.
    /// </summary>
    /// <param name="draws">Which value of each stage is taken for true.</param>
    /// <param name="limit">The seconds to keep.</param>
    public (int[] Choices, double Cost) Cheapest(IReadOnlyList<int> draws, double limit)
    {
        var menus = Menus((stage, choice) => _stages[stage].Seconds(choice, draws[stage]));
        if (menus.Any(menu => menu.Count == 0)) menus = _meanMenus;
        var found = PlanSearch.Near(_graph, menus, limit) ?? PlanSearch.Fastest(_graph, menus);
        return (ChoicesOf(menus, found), found.Cost);
    }

    /// <summary>
    /// What the cheapest plan of one of the worlds saves over a plan there. It is nothing where the plan fails or is
    /// too slow for the limit, so that keeping it costs more.
    /// </summary>
    public double Saving(int[] choices, IReadOnlyList<int> draws, double limit)
    {
        var cost = CostOf(choices, stage => _stages[stage].Seconds(choices[_functionOf[stage]], draws[stage]));
        return double.IsFinite(cost) ? Math.Max(0, cost - Cheapest(draws, limit).Cost) : 0;
    }

    /// <summary>
    /// The cheapest plan that keeps the limit with at least this probability; the surest where none does.
    /// </summary>
    public (int[] Choices, double Probability) CheapestSafe(double limit, double probability)
    {
        var surest = ChoicesOf(_meanMenus, PlanSearch.Fastest(_graph, _meanMenus));
        var best = (Choices: surest, Probability: Probability(surest, limit));
        // The cheapest plan of a tighter limit on the means is safer; how much tighter is found by halving.
        var (low, high) = (0.5, 1.0);
        for (var i = 0; i < Bisections; i++)
        {
            var share = i == 0 ? high : 0.5 * (low + high);
            if (PlanSearch.Near(_graph, _meanMenus, share * limit) is not { } found)
            {
                if (i == 0) break;
                low = share;
                continue;
            }
            var choices = ChoicesOf(_meanMenus, found);
            var keeps = Probability(choices, limit);
            if (keeps >= probability) (low, best) = (share, (choices, keeps));
            else high = share;
            if (i == 0 && keeps >= probability) break;
        }
        if (best.Probability >= probability) Improve(best.Choices, limit, probability);
        return (best.Choices, Probability(best.Choices, limit));
    }

    /// <summary>The share of the equally likely worlds in which the plan keeps the limit.</summary>
    public double Probability(int[] choices, double limit)
    {
        Span<double> seconds = stackalloc double[_stages.Count];
        var kept = 0;
        for (var draw = 0; draw < _draws; draw++)
        {
            Write(choices, draw, seconds);
            if (_graph.EndToEnd(seconds) <= limit) kept++;
        }
        return (double)kept / _draws;
    }

    /// <summary>The probability that no stage lies below its floor.</summary>
    public double ChanceToRun(int[] choices)
    {
        var chance = 1.0;
        for (var stage = 0; stage < _stages.Count; stage++)
            chance *= _stages[stage].ChanceToRun(choices[_functionOf[stage]]);
        return chance;
    }

    /// <summary>The mean cost of an undisturbed run.</summary>
    public double Cost(int[] choices) =>
        CostOf(choices, stage => _stages[stage].Mean(choices[_functionOf[stage]]));

    /// <summary>
    /// The latency that a share of the runs keeps, over the undisturbed one: noise and stragglers of single runs.
    /// </summary>
    /// <param name="choices">The plan.</param>
    /// <param name="percentile">The share.</param>
    /// <param name="caution">As in <see cref="StageNoise.Cautious"/>.</param>
    /// <param name="chance">Where the runs come from.</param>
    public double Inflation(int[] choices, double percentile, double caution, CounterRandom chance)
    {
        if (!_noises.TryGetValue(caution, out var noise))
            _noises[caution] = noise = StageNoise.Cautious([.. _stages.Select(stage => stage.Noise)], caution);
        var means = new double[_stages.Count];
        for (var stage = 0; stage < means.Length; stage++)
            means[stage] = _stages[stage].Mean(choices[_functionOf[stage]]);
        var seconds = new double[means.Length];
        var latencies = new double[Disturbances];
        for (var run = 0; run < Disturbances; run++)
        {
            for (var stage = 0; stage < seconds.Length; stage++)
                seconds[stage] = means[stage] * noise[stage].Factor(chance, (ulong)run, 4 * (ulong)stage);
            latencies[run] = _graph.EndToEnd(seconds);
        }
        Array.Sort(latencies);
        return latencies[Math.Min(Disturbances - 1, (int)(percentile * Disturbances))] / _graph.EndToEnd(means);
    }

    /// <summary>The mean latency over the undisturbed one.</summary>
    public double MeanInflation(int[] choices)
    {
        var means = new double[_stages.Count];
        var disturbed = new double[_stages.Count];
        for (var stage = 0; stage < means.Length; stage++)
        {
            means[stage] = _stages[stage].Mean(choices[_functionOf[stage]]);
            disturbed[stage] = means[stage] * _stages[stage].Noise.MeanFactor;
        }
        return _graph.EndToEnd(disturbed) / _graph.EndToEnd(means);
    }

    // Function by function, the cheapest choice with which the plan stays safe, until none can be made cheaper.
    private void Improve(int[] choices, double limit, double probability)
    {
        var bounds = new double[_draws];
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var menu in _meanMenus)
            {
                if (menu.Stages.Length != 1) continue;
                var stage = menu.Stages[0];
                var function = _functionOf[stage];
                FindBounds(choices, stage, limit, bounds);
                var cost = _functions[function].Rates[choices[function]] * _stages[stage].Mean(choices[function]);
                var best = -1;
                for (var choice = 0; choice < _functions[function].Count; choice++)
                {
                    var other = _functions[function].Rates[choice] * _stages[stage].Mean(choice);
                    if (other >= cost * (1 - 1e-6) || _stages[stage].ShareWithin(choice, bounds) < probability)
                        continue;
                    (best, cost) = (choice, other);
                }
                if (best < 0) continue;
                choices[function] = best;
                changed = true;
            }
        }
    }

    // How long the stage may take in each world so that the rest of the plan leaves room for it.
    private void FindBounds(int[] choices, int stage, double limit, double[] bounds)
    {
        const double huge = 1e9;
        Span<double> seconds = stackalloc double[_stages.Count];
        for (var draw = 0; draw < _draws; draw++)
        {
            Write(choices, draw, seconds);
            seconds[stage] = 0;
            if (_graph.EndToEnd(seconds) > limit)
            {
                bounds[draw] = double.NegativeInfinity;
                continue;
            }
            seconds[stage] = huge;
            bounds[draw] = limit - (_graph.EndToEnd(seconds) - huge);
        }
    }

    private double CostOf(int[] choices, Func<int, double> secondsOf) => Enumerable.Range(0, _stages.Count)
        .Sum(stage => _functions[_functionOf[stage]].Rates[choices[_functionOf[stage]]] * secondsOf(stage));

    private void Write(int[] choices, int draw, Span<double> seconds)
    {
        for (var stage = 0; stage < seconds.Length; stage++)
            seconds[stage] = _stages[stage].Seconds(choices[_functionOf[stage]], draw);
    }

    private PlanMenu[] Menus(Func<int, int, double> secondsOf)
    {
        var menus = new PlanMenu[_functions.Count];
        for (var function = 0; function < menus.Length; function++)
        {
            var stages = Enumerable.Range(0, _stages.Count).Where(stage => _functionOf[stage] == function).ToArray();
            var count = _functions[function].Count;
            var costs = new double[count];
            var seconds = Array.ConvertAll(stages, _ => new double[count]);
            for (var i = 0; i < stages.Length; i++)
                for (var choice = 0; choice < count; choice++)
                {
                    seconds[i][choice] = secondsOf(stages[i], choice);
                    costs[choice] += _functions[function].Rates[choice] * seconds[i][choice];
                }
            menus[function] = new PlanMenu(stages, costs, seconds);
        }
        return menus;
    }

    private static int[] ChoicesOf(PlanMenu[] menus, PlanChoice choice) =>
        [.. choice.Entries.Select((entry, function) => menus[function].Choices[entry])];
}
