using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tests.Workflows;
using AquaTope.Models.Tuning.Runs;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Tuning;

public sealed class SeenRunSpecs
{
    private static readonly Workflow Definition = ModelWorkflows.Chain("w", 1, "f", "g");
    private static readonly ResourcePlan Plan = new(
        [ResourceConfiguration.Of(1, 256), ResourceConfiguration.Of(2, 512)]);

    [Fact]
    public void A_run_that_is_late_only_for_its_cold_starts_is_no_miss()
    {
        var late = Of(1.4, Stage("f", 0.3, wait: 0.4, init: 0.2), Stage("g", 0.5));

        late.ColdPart(Definition).ShouldBe(TimeSpan.FromSeconds(0.6));
        late.IsMiss(Definition).ShouldBeFalse();
        Of(1.4, Stage("f", 0.3), Stage("g", 0.5)).IsMiss(Definition).ShouldBeTrue();
        Of(1.7, Stage("f", 0.3, wait: 0.4, init: 0.2), Stage("g", 0.5)).IsMiss(Definition).ShouldBeTrue();
    }

    [Fact]
    public void Waiting_that_no_cold_start_explains_is_not_taken_off()
    {
        Of(1.4, Stage("f", 0.3, wait: 0.6), Stage("g", 0.5)).ColdPart(Definition).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_run_is_compared_with_a_plan_only_when_all_of_it_ran_under_its_memory()
    {
        Of(1, Stage("f", 0.3, megabytes: 256), Stage("g", 0.5, megabytes: 512)).RanUnder(Definition, Plan)
            .ShouldBeTrue();
        Of(1, Stage("f", 0.3, megabytes: 128), Stage("g", 0.5, megabytes: 512)).RanUnder(Definition, Plan)
            .ShouldBeFalse();
        Of(1, Stage("f", 0.3, megabytes: 256)).RanUnder(Definition, Plan).ShouldBeFalse();
    }

    [Fact]
    public void The_cost_is_that_of_every_stage_at_its_own_rate()
    {
        var prices = new PriceModel(1, 0);

        Of(1, Stage("f", 0.3), Stage("g", 0.5)).CostUnder(Definition, Plan, prices)!.Value.Amount.ShouldBe(1.3, 1e-9);
        Of(1, Stage("f", 0.3)).CostUnder(Definition, Plan, prices).ShouldBeNull();
    }

    [Fact]
    public void Activations_wait_for_the_record_of_their_run_and_the_oldest_are_let_go()
    {
        var open = OpenRuns.None;
        for (var run = 0; run < 2 * OpenRuns.MostRuns; run++)
            (_, open) = open.With([Stage("f", 0.3, cause: run)], []);

        var (ended, left) = open.With([], [Composed(1, 0), Composed(1, 2 * OpenRuns.MostRuns - 1)]);

        ended[0].Stages.ShouldBeEmpty();
        ended[1].Stages.ShouldHaveSingleItem();
        left.With([], [Composed(1, 2 * OpenRuns.MostRuns - 1)]).Ended[0].Stages.ShouldBeEmpty();
    }

    [Fact]
    public void A_run_that_ends_among_very_many_others_has_the_activations_of_before_and_of_now()
    {
        var (_, open) = OpenRuns.None.With([Stage("f", 0.3, cause: 0)], []);
        var others = Enumerable.Range(1, 4 * OpenRuns.MostRuns).Select(run => Stage("f", 0.3, cause: run));

        var (ended, left) = open.With(
            [Stage("g", 0.5, cause: 0), .. others], [Composed(1, 0), Composed(1, 4 * OpenRuns.MostRuns)]);

        ended[0].Stages.Select(stage => stage.Function.Value).ShouldBe(["guest/f", "guest/g"]);
        ended[1].Stages.ShouldHaveSingleItem();
        left.With([], [Composed(1, 4 * OpenRuns.MostRuns - 1)]).Ended[0].Stages.ShouldHaveSingleItem();
        left.With([], [Composed(1, 1)]).Ended[0].Stages.ShouldBeEmpty();
    }

    private static SeenRun Of(double latency, params Invocation[] stages) => new(Composed(latency, 1), [.. stages]);

    private static CompositionRun Composed(double latency, int id) => new(
        new ActivationId((UInt128)id), FunctionId.Parse("w"), DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch.AddSeconds(latency), ActivationStatus.Success, null);

    private static Invocation Stage(
        string function, double seconds, double wait = 0, double init = 0, int megabytes = 256, int cause = 1) => new(
        new ActivationId(7), FunctionId.Parse(function), DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(wait),
        TimeSpan.FromSeconds(init), TimeSpan.FromSeconds(seconds), ActivationStatus.Success,
        MemorySize.FromMegabytes(megabytes), new ActivationId((UInt128)cause));
}
