using System.Globalization;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Optimization.Staged.Learning;
using AquaTope.Models.Optimization.Staged.Plans;
using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Models.Optimization.Staged;

/// <summary>
/// AquaTope's designer. It learns a small Bayesian model of every stage from what each stage took, composes them along
/// the workflow's graph into a belief about latency and cost of every plan, and measures where that belief expects a
/// cheaper plan that keeps the target.
/// </summary>
/// <remarks>
/// Every third trial is the plan it would recommend, were the study to end, at a little less confidence: it shows
/// whether the answer holds. The others are Thompson samples: the cheapest plans of worlds drawn from the belief, so
/// that plans are tried as often as they are likely to be best. The answer is the cheapest plan that keeps the
/// target with the wanted confidence.
/// </remarks>
public sealed class StagedDesigner : IDesigner
{
    public const string DesignerName = "aquatope";

    private const int TrialsPerCheck = 3;
    private const double CheckConfidence = 0.9;
    private const int MostAttempts = 30;
    private const int SavingWorlds = 24;

    // A trial that fails tells of one stage only, one that runs of all. Once one has failed, plans that are likelier to
    // fail than not, since they try the floors of several stages at once, are passed over as long as there are others.
    private const double EvenChance = 0.5;

    // An answer that is less likely to do is none.
    private const double LeastChance = 0.1;

    private const double ClearlyBetter = 1.5;
    private const int WaryAttempts = 20;

    // Disturbances lengthen a promised percentile ten times at most; the limit is found to a hundredth.
    private const double LeastShare = 0.1;
    private const int LimitSteps = 7;

    // The rate of stragglers in equally likely cases, in standard deviations from what it seems: the middles of
    // sixths of a normal distribution.
    private static readonly double[] Doubts = [-1.38, -0.67, -0.21, 0.21, 0.67, 1.38];

    // Streams of chance below the study's seed.
    private const ulong LearningStream = 1;
    private const ulong BeliefStream = 2;
    private const ulong WorldStream = 3;
    private const ulong DisturbanceStream = 4;
    private const ulong FallbackStream = 5;

    private readonly StudyDefinition _study;
    private readonly StagedOptions _options;
    private readonly FunctionChoices[] _functions;
    private readonly SobolDesigner _fallback;

    public StagedDesigner(StudyDefinition study, StagedOptions options)
    {
        _study = study;
        _options = options;
        _functions =
        [
            .. study.Space.Ranges.Select((range, at) => options.Choices is { } lists
                ? new FunctionChoices(lists[at])
                : FunctionChoices.Of(range, study.Prices))
        ];
        _fallback = new SobolDesigner(study with { Seed = new CounterRandom(study.Seed).Bits(FallbackStream, 0) });
    }

    public string Name => DesignerName;

    public IReadOnlyList<ResourcePlan> Suggest(StudyHistory history, int count)
    {
        var belief = Believe(history);
        var answer = Safest(belief.Plans, _options.Confidence);
        if (WorthOfAnother(belief, history, answer) is { Pays: false }) return [];

        var plans = new List<ResourcePlan>();
        while (plans.Count < count && Next(belief, history, plans, answer.Limit) is { } plan) plans.Add(plan);
        return plans;
    }

    public string StopsBecause(StudyHistory history)
    {
        var belief = Believe(history);
        return WorthOfAnother(belief, history, Safest(belief.Plans, _options.Confidence)) is { Pays: false } worth
            ? worth.ToString()
            : "every plan the designer could think of was measured";
    }

    public Recommendation Recommend(StudyHistory history)
    {
        var measured = MeasuredIn(history);
        if (measured == 0) return new Recommendation(_study.Present, "no plan was measured; the present one stays");
        var belief = Believe(history);
        var (choices, probability, _) = Safest(belief.Plans, _options.Confidence);
        for (var doubt = 0.5 * (1 - _options.Confidence); IsTakenBack(PlanOf(choices)); doubt *= 0.5)
        {
            // The belief in such a plan was too bold: a surer one is looked for, as far as draws can tell.
            if (doubt * belief.Stages[0].Count < 0.5)
                return new Recommendation(
                    _study.Present, "the plans that seem best were taken back before; the present one stays");
            (choices, probability, _) = Safest(belief.Plans, 1 - doubt);
        }
        var evidence = string.Create(
            CultureInfo.InvariantCulture,
            $"expected to cost {belief.Plans.Cost(choices):0.####} a run and to keep {Promise} with probability "
            + $"{probability:0.###}, by {measured} measured plans");
        if (probability >= EvenChance) return new Recommendation(PlanOf(choices), evidence);

        // Something is in force, whatever it does: a plan that will hardly do is better than one that does clearly
        // worse, or that does no better for more.
        var present = ChoicesOf(_study.Present);
        var kept = ChanceToKeep(belief.Plans, present);
        var isCheaper = belief.Plans.Cost(choices) < belief.Plans.Cost(present);
        return probability >= LeastChance && probability >= (isCheaper ? 1 : ClearlyBetter) * kept
            ? new Recommendation(
                PlanOf(choices),
                string.Create(CultureInfo.InvariantCulture, $"{evidence}, the present one with {kept:0.###}"))
            : new Recommendation(_study.Present, $"the surest plan is {evidence}; the present one stays");
    }

    private string Promise => _options.Measure switch
    {
        QosMeasure.Percentile => _study.Workflow.Qos.ToString(),
        QosMeasure.Nominal => string.Create(
            CultureInfo.InvariantCulture, $"{_study.Workflow.Qos.Latency.TotalSeconds:0.###} s undisturbed"),
        _ => string.Create(
            CultureInfo.InvariantCulture, $"{_study.Workflow.Qos.Latency.TotalSeconds:0.###} s on average")
    };

    // What failed on production fails with less, too.
    private bool IsTakenBack(ResourcePlan plan) => _study.Earlier is { } earlier && earlier.Rejected.Any(
        rejected => plan.Stages.Zip(rejected.Stages).All(
            pair => pair.First.Cpu <= pair.Second.Cpu && pair.First.Memory <= pair.Second.Memory));

    private int MeasuredIn(StudyHistory history) =>
        history.Measured.Count() + (_study.Earlier?.Trials.OfType<Trial.Measured>().Count() ?? 0);

    // A pure function of what was measured and of the trial's number: plans asked for one by one are those of a batch.
    private ResourcePlan? Next(Belief belief, StudyHistory history, List<ResourcePlan> batch, double limit)
    {
        var number = history.NextNumber + batch.Count;
        if (number % TrialsPerCheck == 0)
        {
            var check = PlanOf(Safest(belief.Plans, CheckConfidence).Choices);
            if (IsNew(check)) return check;
        }
        var isWary = history.Trials.Any(trial => trial is Trial.Failed);
        var chance = new CounterRandom(new CounterRandom(_study.Seed).Bits(WorldStream, (ulong)number));
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (choices, _) = belief.Plans.Cheapest(World(belief, chance, attempt), limit);
            if (isWary && attempt < WaryAttempts && belief.Plans.ChanceToRun(choices) < EvenChance) continue;
            var plan = PlanOf(choices);
            if (IsNew(plan)) return plan;
        }
        var known = batch.Aggregate(history, (seen, plan) => seen.With(new Trial.Pending(seen.NextNumber, plan, 0)));
        return _fallback.Suggest(known, 1) is [var untried] ? untried : null;

        bool IsNew(ResourcePlan plan) => !history.Contains(plan) && !batch.Contains(plan);
    }

    // Not asked before there is an answer that keeps the target: nothing is saved by stopping without one.
    private TrialWorth? WorthOfAnother(Belief belief, StudyHistory history, Answer answer)
    {
        if (_options.RunsServed is not { } served || answer.Probability < _options.Confidence) return null;
        var chance = new CounterRandom(new CounterRandom(_study.Seed).Bits(WorldStream, ulong.MaxValue));
        var known = Enumerable.Range(0, SavingWorlds)
            .Average(world => belief.Plans.Saving(answer.Choices, World(belief, chance, world), answer.Limit));
        return new TrialWorth(
            belief.Plans.Cost(answer.Choices), known, MeasuredIn(history), served, _study.RunsPerTrial);
    }

    private static int[] World(Belief belief, CounterRandom chance, int row) =>
        [.. belief.Stages.Select((stage, at) => (int)(chance.Uniform((ulong)row, (ulong)at) * stage.Count))];

    // The cheapest plan of that confidence and the undisturbed latency that its target amounts to. Whether a
    // percentile has to cover stragglers may hang on a hair of their rate, and covering them may be beyond any
    // plan. Then the plan is looked for that keeps the promise if they are as rare as they seem, or rarer, and
    // is judged by how likely that is.
    private Answer Safest(PlanBelief belief, double confidence)
    {
        var best = Safest(belief, confidence, 1);
        if (_options.Measure != QosMeasure.Percentile) return best;
        foreach (var caution in (ReadOnlySpan<double>)[0, -1])
        {
            if (best.Probability >= EvenChance) break;
            var bolder = Safest(belief, confidence, caution);
            bolder = bolder with { Probability = ChanceToKeep(belief, bolder.Choices) };
            if (bolder.Probability > best.Probability) best = bolder;
        }
        return best;
    }

    // However rare stragglers are.
    private double ChanceToKeep(PlanBelief belief, int[] choices) => _options.Measure == QosMeasure.Percentile
        ? Doubts.Average(doubt => belief.Probability(choices, LimitOf(belief, choices, doubt)))
        : belief.Probability(choices, LimitOf(belief, choices, 0));

    private Answer Safest(PlanBelief belief, double confidence, double caution)
    {
        var target = _study.Workflow.Qos.Latency.TotalSeconds;
        var best = Within(target);
        if (_options.Measure == QosMeasure.Nominal || best.Probability >= confidence) return best;
        // How much disturbances add depends on the plan: which stages are long decides which stragglers hurt. So the
        // undisturbed latency to ask for is found by halving, and every plan is judged by its own disturbances.
        var (low, high) = (LeastShare * target, target);
        for (var i = 0; i < LimitSteps; i++)
        {
            var middle = 0.5 * (low + high);
            var found = Within(middle);
            if (found.Probability >= confidence || found.Probability > best.Probability) best = found;
            if (found.Probability >= confidence) low = middle;
            else high = middle;
        }
        return best;

        Answer Within(double seconds)
        {
            var choices = belief.CheapestSafe(seconds, confidence).Choices;
            var limit = LimitOf(belief, choices, caution);
            return new Answer(choices, belief.Probability(choices, limit), limit);
        }
    }

    // The undisturbed seconds within which a plan keeps the target.
    private double LimitOf(PlanBelief belief, int[] choices, double caution) =>
        _study.Workflow.Qos.Latency.TotalSeconds / (_options.Measure switch
        {
            QosMeasure.Nominal => 1,
            QosMeasure.Mean => belief.MeanInflation(choices),
            QosMeasure.Percentile =>
                belief.Inflation(choices, _study.Workflow.Qos.Percentile, caution, Stream(DisturbanceStream)),
            _ => throw new InvalidOperationException($"There is no measure {_options.Measure}.")
        });

    private Belief Believe(StudyHistory history)
    {
        var evidence = StageEvidence.Of(_study, history);
        var cutOff = _options.TimeLimit.TotalSeconds - 1e-6;
        var learned = StageLearning.Learn(evidence, cutOff, _options.Draws, Stream(LearningStream));
        var stages = new StageBelief[evidence.Length];
        for (var stage = 0; stage < stages.Length; stage++)
            stages[stage] = new StageBelief(
                learned[stage], _functions[_study.Space.RangeOfStage[stage]], 2 * _options.Draws, 7 * stage + 1,
                new CounterRandom(Stream(BeliefStream).Bits(0, (ulong)stage)));
        return new Belief(
            stages, new PlanBelief(_study.Workflow.Graph, _functions, _study.Space.RangeOfStage, stages));
    }

    private CounterRandom Stream(ulong purpose) => new(new CounterRandom(_study.Seed).Bits(purpose, 0));

    // The choices next to a plan, which need not lie among them: its stages decide what their functions get.
    private int[] ChoicesOf(ResourcePlan plan)
    {
        var choices = new int[_functions.Length];
        for (var stage = 0; stage < plan.Stages.Count; stage++)
        {
            var function = _study.Space.RangeOfStage[stage];
            choices[function] = _functions[function].Nearest(plan.Stages[stage]);
        }
        return choices;
    }

    private ResourcePlan PlanOf(int[] choices) => new(
        [.. _study.Space.RangeOfStage.Select(function => _functions[function].Configurations[choices[function]])]);

    /// <summary>A plan, how likely it keeps its limit, and which undisturbed seconds that is.</summary>
    private sealed record Answer(int[] Choices, double Probability, double Limit);

    private sealed record Belief(IReadOnlyList<StageBelief> Stages, PlanBelief Plans);
}
