using AquaTope.Models.Optimization.BlackBox;
using AquaTope.Models.Optimization.BlackBox.Designers;
using AquaTope.Models.Optimization.Sampling;

namespace AquaTope.Models.Tests.Optimization.BlackBox;

public sealed class PointDesignerSpecs
{
    private static readonly CounterRandom Chance = new(21);

    public static TheoryData<string> Names => [.. PointDesignerCatalog.Names];

    public static TheoryData<string> ModelBased => ["aquatope", "reference"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_and_history_give_the_same_points(string name)
    {
        var history = Run("random", PointSpace.Continuous(2), 14, 1);

        var points = Create(name, seed: 7).Suggest(history, 3);

        points.Count.ShouldBe(3);
        Create(name, seed: 7).Suggest(history, 3).ShouldBe(points);
        Create(name, seed: 8).Suggest(history, 3).ShouldNotBe(points);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_lie_on_the_grid_and_never_repeat_until_it_is_used_up(string name)
    {
        var space = new PointSpace([4, 3]);

        var trials = Run(name, space, 30, 1);

        trials.Count.ShouldBe(20);
        trials.Select(trial => (trial.Point[0] * 4, trial.Point[1] * 3)).ShouldAllBe(
            at => Math.Abs(at.Item1 - Math.Round(at.Item1)) < 1e-9 && Math.Abs(at.Item2 - Math.Round(at.Item2)) < 1e-9);
        trials.Select(trial => (Math.Round(trial.Point[0] * 4), Math.Round(trial.Point[1] * 3))).Distinct().Count()
            .ShouldBe(20);
    }

    [Theory]
    [MemberData(nameof(ModelBased))]
    public void A_model_comes_close_to_the_constrained_optimum_and_recommends_a_feasible_point(string name)
    {
        var designer = Create(name, seed: 3);
        var trials = Run(name, PointSpace.Continuous(2), 40, 3);

        trials.Where(trial => Limit(trial.Point) <= 0).Min(trial => Objective(trial.Point)).ShouldBeLessThan(0.17);
        var recommended = designer.Recommend(trials).ShouldNotBeNull();
        Limit(recommended).ShouldBeLessThanOrEqualTo(0);
        Objective(recommended).ShouldBeLessThan(0.2);
    }

    [Theory]
    [MemberData(nameof(ModelBased))]
    public void Failed_trials_count_as_infeasible_and_the_rest_is_optimised(string name)
    {
        // The unconstrained optimum lies where every evaluation fails.
        var designer = Create(name, seed: 5);
        var trials = new List<PointTrial>();
        while (trials.Count < 34)
            foreach (var point in designer.Suggest(trials, 3))
                trials.Add(point[0] < 0.4
                    ? new PointTrial(point, double.NaN, [], true)
                    : new PointTrial(point, Objective(point), [-1], false));

        trials.Where(trial => !trial.Failed).Min(trial => trial.Objective).ShouldBeLessThan(0.22);
        designer.Recommend(trials).ShouldNotBeNull()[0].ShouldBeGreaterThanOrEqualTo(0.4);
    }

    [Theory]
    [MemberData(nameof(ModelBased))]
    public void Where_nothing_looks_feasible_nothing_is_recommended(string name)
    {
        var trials = Run("random", PointSpace.Continuous(2), 15, 1)
            .ConvertAll(trial => trial with { Constraints = [1 + trial.Point[0]] });

        Create(name, seed: 1).Recommend(trials).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(ModelBased))]
    public void Where_every_trial_failed_others_are_tried(string name)
    {
        var trials = Run("random", PointSpace.Continuous(2), 15, 1)
            .ConvertAll(trial => new PointTrial(trial.Point, double.NaN, [], true));

        Create(name, seed: 1).Suggest(trials, 3).Count.ShouldBe(3);
        Create(name, seed: 1).Recommend(trials).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(ModelBased))]
    public void Outputs_without_any_spread_are_no_obstacle(string name)
    {
        var trials = Run("random", PointSpace.Continuous(2), 15, 1)
            .ConvertAll(trial => trial with { Objective = 2, Constraints = [-1] });

        Create(name, seed: 1).Suggest(trials, 3).Count.ShouldBe(3);
        Create(name, seed: 1).Recommend(trials).ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(ModelBased))]
    public void Without_constraints_every_point_is_feasible(string name)
    {
        var trials = Run("sobol", PointSpace.Continuous(2), 25, 1).ConvertAll(trial => trial with { Constraints = [] });

        var recommended = Create(name, seed: 1).Recommend(trials).ShouldNotBeNull();

        var values = trials.Select(trial => Objective(trial.Point)).Order().ToList();
        Objective(recommended).ShouldBeLessThanOrEqualTo(values[2]);
    }

    [Fact]
    public void A_straggler_is_recommended_by_nobody_who_has_a_model()
    {
        // One observation far too good to be true, amid its betters.
        var trials = Run("sobol", PointSpace.Continuous(2), 40, 1);
        var worst = trials.MaxBy(trial => Objective(trial.Point))!;
        var lucky = trials.ConvertAll(
            trial => trial == worst ? trial with { Objective = -3, Constraints = [-1] } : trial);

        Create("random", seed: 1).Recommend(lucky).ShouldBe(worst.Point);
        Create("aquatope", seed: 1).Recommend(lucky).ShouldNotBe(worst.Point);
    }

    [Fact]
    public void An_unknown_designer_is_answered_with_those_there_are()
    {
        Should.Throw<ArgumentException>(() => Create("genius", 1)).Message.ShouldStartWith(
            "'genius' is no designer; there are aquatope, random, reference, sobol.");
    }

    [Fact]
    public void A_space_moves_points_onto_its_grid_and_into_the_cube()
    {
        double[] point = [0.26, 1.7, 0.123, -0.2];

        new PointSpace([2, 0, 0, 3]).Snap(point);

        point.ShouldBe([0.5, 1, 0.123, 0]);
        new PointSpace([2, 3]).Size.ShouldBe(12);
        new PointSpace([2, 0]).Size.ShouldBe(double.PositiveInfinity);
        Should.Throw<ArgumentException>(() => new PointSpace([]));
        Should.Throw<ArgumentException>(() => new PointSpace([-1]));
    }

    // Least at (0.3, 0.5) without the constraint, which leaves 0.1414 at best, at (0.4, 0.6).
    private static double Objective(double[] point) =>
        Math.Sqrt(Math.Pow(point[0] - 0.3, 2) + Math.Pow(point[1] - 0.5, 2));

    private static double Limit(double[] point) => 1 - point[0] - point[1];

    private static List<PointTrial> Run(string name, PointSpace space, int count, ulong seed)
    {
        var designer = PointDesignerCatalog.Create(name, space, seed);
        var trials = new List<PointTrial>();
        while (trials.Count < count
               && designer.Suggest(trials, Math.Min(3, count - trials.Count)) is { Count: > 0 } batch)
            foreach (var point in batch)
            {
                var row = (ulong)trials.Count;
                trials.Add(new PointTrial(
                    point, Objective(point) + 0.01 * Chance.Normal(row, 0),
                    [Limit(point) + 0.01 * Chance.Normal(row, 1)], false));
            }
        return trials;
    }

    private static IPointDesigner Create(string name, ulong seed) =>
        PointDesignerCatalog.Create(name, PointSpace.Continuous(2), seed);
}
