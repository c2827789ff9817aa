using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning.Drifts;

namespace AquaTope.Models.Tests.Tuning;

public sealed class ExecutionWatchSpecs
{
    private static readonly MemorySize Memory = MemorySize.FromMegabytes(256);

    /// <summary>As for a workflow of four functions and one false alarm in 10,000 runs.</summary>
    private const double Alarm = 4 * 4 * 10_000;

    [Theory]
    [InlineData(0.1, 0.02)]
    [InlineData(0.2, 0.05)]
    [InlineData(0.2, 0.3)]
    public void False_alarms_are_rarer_than_stated_whatever_the_spread_and_the_stragglers(
        double spread, double stragglers)
    {
        const int runs = 2_000;
        const double ratio = 20_000;
        const int streams = 200;
        var alarming = Enumerable.Range(0, streams).Count(seed =>
        {
            var times = new ExecutionTimes((ulong)seed, spread, stragglers);
            var watch = ExecutionWatch.Of(Memory);
            for (var run = 0; run < runs; run += 20)
            {
                watch = watch.With(times.Next(20));
                if (watch.Alarms(ratio)) return true;
            }
            return false;
        });

        // Two directions, each with a chance of runs / ratio at most.
        alarming.ShouldBeLessThan((int)(streams * 2 * runs / ratio));
    }

    [Fact]
    public void A_workflow_of_four_functions_alarms_less_than_once_in_ten_thousand_runs()
    {
        const int runs = 10_000;
        const int workflows = 8;
        var alarms = 0;
        for (var stream = 0; stream < 4 * workflows; stream++)
        {
            var times = new ExecutionTimes(
                (ulong)(1000 + stream), 0.1 + 0.1 * (stream % 2), 0.02 + 0.03 * (stream % 2));
            var watch = ExecutionWatch.Of(Memory);
            for (var run = 0; run < runs; run += 50)
            {
                watch = watch.With(times.Next(50));
                if (!watch.Alarms(Alarm)) continue;
                alarms++;
                watch = ExecutionWatch.Of(Memory);
            }
        }

        alarms.ShouldBeLessThanOrEqualTo(workflows);
    }

    [Theory]
    [InlineData(100, 0.1, 0.02, 1.5)]
    [InlineData(100, 0.1, 0.05, 1 / 1.5)]
    [InlineData(100, 0.15, 0.02, 1 / 1.5)]
    [InlineData(100, 0.2, 0.02, 1 / 1.5)]
    [InlineData(100, 0.2, 0.05, 1.5)]
    [InlineData(30, 0.1, 0.02, 1.5)]
    [InlineData(60, 0.2, 0.02, 1.5)]
    public void A_function_that_takes_half_as_long_again_or_as_much_less_is_noticed_within_thirty_runs(
        int reference, double spread, double stragglers, double factor)
    {
        var delays = new List<int>();
        var factors = new List<double>();
        for (var seed = 0; seed < 100; seed++)
        {
            var times = new ExecutionTimes((ulong)seed, spread, stragglers);
            var watch = ExecutionWatch.Of(Memory).With(times.Next(reference));
            var delay = 0;
            while (!watch.Alarms(Alarm) && delay < 100)
            {
                watch = watch.With(times.Next(1, factor));
                delay++;
            }
            delays.Add(delay);
            factors.Add(watch.Factor);
        }
        delays.Sort();
        factors.Sort();

        delays[50].ShouldBeLessThanOrEqualTo(20);
        delays[90].ShouldBeLessThanOrEqualTo(30);
        factors[50].ShouldBe(factor, 0.15 * factor);
    }

    [Fact]
    public void Stragglers_in_a_row_are_not_enough_for_an_alarm()
    {
        var times = new ExecutionTimes(3, 0.15, 0.05);
        var watch = ExecutionWatch.Of(Memory).With(times.Next(100)).With(times.Next(5, 30));

        watch.Alarms(Alarm).ShouldBeFalse();
    }

    [Fact]
    public void An_alarm_lasts_until_the_runs_are_again_what_they_were()
    {
        var times = new ExecutionTimes(4, 0.1, 0.02);
        var changed = ExecutionWatch.Of(Memory).With(times.Next(200)).With(times.Next(40, 1.5));

        changed.Alarms(Alarm).ShouldBeTrue();
        changed.With(times.Next(60)).Alarms(Alarm).ShouldBeFalse();
    }

    [Fact]
    public void A_slow_drift_is_measured_against_the_reference_and_does_not_become_it()
    {
        var times = new ExecutionTimes(5, 0.1, 0.02);
        var watch = ExecutionWatch.Of(Memory).With(times.Next(600));
        for (var step = 1; step <= 30; step++) watch = watch.With(times.Next(30, 1 + step / 60.0));

        watch.Alarms(Alarm).ShouldBeTrue();
        watch.Factor.ShouldBeGreaterThan(1.3);
    }

    [Fact]
    public void Times_that_are_all_the_same_raise_nothing_and_a_change_of_them_does()
    {
        TimeSpan[] Of(int milliseconds, int count) =>
            [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(milliseconds), count)];
        var still = ExecutionWatch.Of(Memory).With(Of(5, 2000));

        still.Alarms(1.5).ShouldBeFalse();
        still.With(Of(7, 20)).Alarms(Alarm).ShouldBeTrue();
    }

    [Fact]
    public void Batches_and_single_runs_lead_to_the_same_watch()
    {
        var (whole, single) = (new ExecutionTimes(6, 0.15, 0.05), new ExecutionTimes(6, 0.15, 0.05));
        var (batch, one) = (ExecutionWatch.Of(Memory).With(whole.Next(700)), ExecutionWatch.Of(Memory));
        for (var run = 0; run < 700; run++) one = one.With(single.Next(1));

        one.Reference.ShouldBe(batch.Reference);
        one.Slower.ShouldBe(batch.Slower);
        one.Recent.ShouldBe(batch.Recent);
    }

    [Fact]
    public void A_reference_that_was_written_down_detects_what_the_first_would_have_detected()
    {
        var times = new ExecutionTimes(7, 0.1, 0.02);
        var learned = ExecutionWatch.Of(Memory).With(times.Next(150));

        var restored = ExecutionWatch.Of(Memory, learned.ReferenceTimes);

        restored.Reference.Length.ShouldBe(learned.Reference.Length);
        restored.With(times.Next(30, 1.5)).Alarms(Alarm).ShouldBeTrue();
    }
}
