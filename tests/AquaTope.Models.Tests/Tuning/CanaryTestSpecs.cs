using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Tuning;

public sealed class CanaryTestSpecs
{
    private const double FalseTakeBacks = 0.05;
    private static readonly QosTarget Promise = new(TimeSpan.FromSeconds(1));
    private static readonly PlanFigures Kept = new(100, 3, new Cost(1));

    [Fact]
    public void A_plan_that_is_no_worse_is_taken_back_as_rarely_as_stated()
    {
        const int plans = 1000;
        var taken = Enumerable.Range(0, plans).Count(seed => TakenBackAfter(seed, 0.05, 1.1, 1000) is not null);

        taken.ShouldBeLessThan((int)(plans * FalseTakeBacks));
    }

    [Fact]
    public void A_plan_that_misses_the_promise_a_quarter_of_the_time_is_taken_back_soon()
    {
        var after = Enumerable.Range(0, 100).Select(seed => TakenBackAfter(seed, 0.25, 0.5, 1000) ?? 1000).Order()
            .ToList();

        after[50].ShouldBeLessThan(30);
        after[90].ShouldBeLessThan(80);
    }

    [Fact]
    public void A_plan_that_is_dearer_is_taken_back_soon()
    {
        var after = Enumerable.Range(0, 100).Select(seed => TakenBackAfter(seed, 0, 1.5, 1000) ?? 1000).Order()
            .ToList();

        after[90].ShouldBeLessThan(30);
    }

    [Fact]
    public void A_plan_with_as_many_failures_as_are_tolerated_is_taken_back_for_them_as_rarely_as_stated()
    {
        const int plans = 1000;
        var failing = Enumerable.Range(0, plans).Count(seed =>
        {
            var chance = new CounterRandom((ulong)seed);
            var test = default(CanaryTest);
            for (var run = 0u; run < 1000 && !test.IsFailing(FalseTakeBacks); run++)
                test = chance.Uniform(run, 0) < CanaryTest.ToleratedFailures
                    ? test.WithLetDown(Kept)
                    : test.With(Promise, Kept, false, null, 0.1);
            return test.IsFailing(FalseTakeBacks);
        });

        failing.ShouldBeLessThan((int)(plans * FalseTakeBacks / 2));
    }

    [Fact]
    public void After_a_broken_promise_a_plan_that_breaks_it_less_is_kept_and_its_price_does_not_matter()
    {
        var broken = new PlanFigures(200, 80, new Cost(1));

        TakenBackAfter(1, 0.3, 5, 1000, broken).ShouldBeNull();
        TakenBackAfter(1, 0.9, 1, 1000, broken).ShouldNotBeNull();
    }

    [Fact]
    public void Without_a_baseline_the_promise_is_the_measure()
    {
        var none = new PlanFigures(0, 0, null);

        CanaryTest.ToleratedShare(Promise, none).ShouldBe(0.05, 1e-12);
        TakenBackAfter(1, 0.4, 9, 1000, none).ShouldNotBeNull();
    }

    [Fact]
    public void A_share_of_misses_seen_in_few_runs_is_believed_to_be_larger()
    {
        CanaryTest.ToleratedShare(Promise, new PlanFigures(10, 2, null)).ShouldBe(0.516, 0.001);
        CanaryTest.ToleratedShare(Promise, new PlanFigures(1000, 200, null)).ShouldBe(0.226, 0.001);
    }

    /// <summary>The run after which the plan is taken back, where it is.</summary>
    private static int? TakenBackAfter(int seed, double missed, double cost, int runs, PlanFigures? before = null)
    {
        var chance = new CounterRandom((ulong)seed);
        var test = default(CanaryTest);
        for (var run = 0u; run < runs; run++)
        {
            // Spread about the given cost, so that half of the runs are dearer.
            var price = new Cost(cost * Math.Exp(0.15 * chance.Normal(run, 1)));
            test = test.With(Promise, before ?? Kept, chance.Uniform(run, 0) < missed, price, 0.1);
            if (test.IsLate(FalseTakeBacks) || test.IsDearer(FalseTakeBacks)) return (int)run + 1;
        }
        return null;
    }
}
