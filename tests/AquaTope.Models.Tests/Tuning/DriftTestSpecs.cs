using AquaTope.Models.Optimization.Sampling;
using AquaTope.Models.Tuning.Drifts;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Tuning;

public sealed class DriftTestSpecs
{
    private static readonly QosTarget Promise = new(TimeSpan.FromSeconds(1));

    [Fact]
    public void False_alarms_are_as_rare_as_stated_when_exactly_the_allowed_share_misses()
    {
        const double runsBetweenAlarms = 1000;
        var chance = new CounterRandom(1);
        var (test, alarms) = (default(DriftTest), 0);
        for (var run = 0u; run < 1_000_000; run++)
        {
            test = test.With(Promise, chance.Uniform(run, 0) < 0.05);
            if (!test.Alarms(runsBetweenAlarms)) continue;
            alarms++;
            test = default;
        }

        alarms.ShouldBeInRange(1, 1000);
    }

    [Fact]
    public void A_promise_that_a_quarter_of_the_runs_miss_is_noticed_within_a_hundred_runs()
    {
        var chance = new CounterRandom(2);
        var test = default(DriftTest);
        for (var run = 0u; run < 100; run++) test = test.With(Promise, chance.Uniform(run, 0) < 0.25);

        test.Alarms(10_000).ShouldBeTrue();
    }

    [Fact]
    public void Good_runs_never_pile_up_credit()
    {
        var test = default(DriftTest);
        for (var run = 0; run < 1000; run++) test = test.With(Promise, false);

        test.Evidence.ShouldBe(0);
    }

    [Theory]
    [InlineData(0.95, 0.15)]
    [InlineData(0.5, 0.75)]
    public void The_suspected_share_lies_above_the_allowed_one_and_below_all(double percentile, double expected)
    {
        DriftTest.SuspectedShare(new QosTarget(TimeSpan.FromSeconds(1), percentile)).ShouldBe(expected, 1e-12);
    }
}
