using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tuning;
using static AquaTope.Models.Tests.Tuning.TunedWorkflow;

namespace AquaTope.Models.Tests.Tuning;

/// <summary>Plans that are served on trial, and are kept or taken back.</summary>
public sealed class PlanOnTrialSpecs
{
    [Fact]
    public void A_plan_goes_out_on_trial_where_canaries_are_asked_for()
    {
        var decision = TuningDecider.Decide(
            Play(Studied(), Run(0.9), Run(1.5)), new TuningCommand.SettleStudy(First, Plan, "cheapest", Former),
            Canaries);

        decision.Events.ShouldBe(
            [new TuningEvent.CanaryStarted(1, Plan, "cheapest", Former, new PlanFigures(2, 1, null))]);
        decision.Effects.Count.ShouldBe(2);
        decision.Effects[0].ShouldBeOfType<TuningEffect.SubmitLimits>().Change.Value.ShouldBe("plan:w-1:guest/f");
    }

    [Fact]
    public void An_answer_that_changes_nothing_needs_no_trial()
    {
        TuningDecider.Decide(Studied(), new TuningCommand.SettleStudy(First, Plan, "stays", Plan), Canaries)
            .Events.ShouldHaveSingleItem().ShouldBeOfType<TuningEvent.PlanAdopted>();
        TuningDecider.Decide(Studied(), new TuningCommand.SettleStudy(First, Plan, "unknown before"), Canaries)
            .Events.ShouldHaveSingleItem().ShouldBeOfType<TuningEvent.PlanAdopted>();
    }

    [Fact]
    public void A_plan_that_breaks_the_promise_is_taken_back_at_once_with_the_numbers()
    {
        var canary = PlayCanary(Canary(), [.. Enumerable.Repeat(Run(0.5), 5), .. Enumerable.Repeat(Run(1.5), 5)]);
        canary.ShouldBeOfType<TuningState.Canary>();

        var decision = TuningDecider.Decide(canary, Run(1.5), Canaries);

        var back = decision.Events[^1].ShouldBeOfType<TuningEvent.CanaryTakenBack>();
        back.Seen.ShouldBe(new PlanFigures(11, 6, null));
        back.Because.ShouldContain("more runs miss the promise");
        back.Because.ShouldContain("6 of 11 runs missed the promise");
        decision.Effects.ShouldBe(
        [
            new TuningEffect.SubmitLimits(
                new ChangeId("back:w-1:guest/f"), FunctionId.Parse("f"), Former.Stages[0],
                new WishOrder("workflow:w", 5, 0)),
            new TuningEffect.SubmitLimits(
                new ChangeId("back:w-1:guest/g"), FunctionId.Parse("g"), Former.Stages[1],
                new WishOrder("workflow:w", 5, 0))
        ]);
        var serving = decision.Events.Aggregate(canary, (at, fact) => at.Apply(fact))
            .ShouldBeOfType<TuningState.Serving>();
        serving.Plan.ShouldBe(Former);
        serving.Rejected.ShouldBe([Plan]);
    }

    [Fact]
    public void The_next_study_is_told_which_plans_were_taken_back()
    {
        var taken = PlayCanary(Canary(), [.. Enumerable.Repeat(Run(1.5), 5)]);
        var drifting = PlayCanary(taken, [.. Enumerable.Repeat(Run(1.5), 10), Close(0), Close(1)]);

        TuningDecider.Unfinished(drifting).OfType<TuningEffect.StartStudy>().ShouldHaveSingleItem()
            .Earlier!.Rejected.ShouldBe([Plan]);
    }

    [Fact]
    public void A_plan_that_does_well_for_long_enough_is_kept()
    {
        TuningCommand[] good = [.. Enumerable.Repeat(Run(0.5), 20)];

        PlayCanary(Canary(), [.. good, Close(0)]).ShouldBeOfType<TuningState.Canary>();
        PlayCanary(Canary(), [Run(0.5), Close(0), Close(1), Close(2)]).ShouldBeOfType<TuningState.Canary>();
        var decision = TuningDecider.Decide(PlayCanary(Canary(), [.. good, Close(0)]), Close(1), Canaries);
        decision.Events[^1].ShouldBeOfType<TuningEvent.CanaryKept>().Seen.Runs.ShouldBe(20);
        PlayCanary(Canary(), [.. good, Close(0), Close(1)]).ShouldBeOfType<TuningState.Serving>().Plan.ShouldBe(Plan);
    }

    [Fact]
    public void Runs_under_other_limits_or_before_the_gateway_knows_the_plan_are_not_held_against_it()
    {
        var early = Canary(acknowledged: false);
        PlayCanary(early, [.. Enumerable.Repeat(Run(1.5), 20)]).ShouldBeOfType<TuningState.Canary>().Test.Runs
            .ShouldBe(0);

        var old = Enumerable.Range(0, 20).SelectMany(run => new TuningCommand[]
        {
            new TuningCommand.RecordActivations(
                [Ran("f", 0.7, run, megabytes: 1024), Ran("g", 0.7, run, megabytes: 1024)],
                [Composed(1.5, run)])
        });
        PlayCanary(Canary(), [.. old]).ShouldBeOfType<TuningState.Canary>().Test.Runs.ShouldBe(0);
    }

    [Fact]
    public void A_dearer_plan_is_taken_back_where_the_one_before_kept_the_promise()
    {
        var baseline = Enumerable.Range(0, 20).Select(run => (TuningCommand)new TuningCommand.RecordActivations(
            [Ran("f", 0.2, run), Ran("g", 0.2, run)], [Composed(0.4, run)]));
        var settled = TuningDecider.Decide(
            Play(Studied(), [.. baseline]), new TuningCommand.SettleStudy(First, Plan, "cheapest", Former), Canaries);
        var started = settled.Events.ShouldHaveSingleItem().ShouldBeOfType<TuningEvent.CanaryStarted>();
        started.Baseline.MedianCost.ShouldNotBeNull();
        var canary = PlayCanary(Studied().Apply(started), [Acknowledge("f"), Acknowledge("g")]);

        var dear = Enumerable.Range(0, 20).Select(run => (TuningCommand)new TuningCommand.RecordActivations(
            [Ran("f", 0.4, run, megabytes: 256), Ran("g", 0.4, run, megabytes: 512)], [Composed(0.8, run)]));

        PlayCanary(canary, [.. dear]).ShouldBeOfType<TuningState.Serving>().Because.ShouldStartWith("runs are dearer");
    }

    [Fact]
    public void A_plan_under_which_the_platform_fails_is_taken_back()
    {
        var failed = Run(0.1, ActivationStatus.PlatformError);
        var canary = PlayCanary(Canary(), Enumerable.Repeat(failed, 4).ToArray());
        canary.ShouldBeOfType<TuningState.Canary>().Test.Runs.ShouldBe(0);

        var back = TuningDecider.Decide(canary, failed, Canaries).Events[^1]
            .ShouldBeOfType<TuningEvent.CanaryTakenBack>();

        back.Seen.ShouldBe(new PlanFigures(0, 0, null) { LetDown = 5 });
        back.Because.ShouldStartWith("the platform fails more runs");
        back.Because.ShouldContain("5 more failed on the platform");
        PlayCanary(Canary(acknowledged: false), Enumerable.Repeat(failed, 20).ToArray())
            .ShouldBeOfType<TuningState.Canary>().Test.LetDown.ShouldBe(0);
    }

    [Fact]
    public void A_platform_that_failed_as_often_before_is_not_held_against_a_plan()
    {
        TuningCommand[] half = [.. Enumerable.Repeat(Run(0.5), 20), .. Enumerable.Repeat(
            Run(0.1, ActivationStatus.PlatformError), 20)];
        var settled = TuningDecider.Decide(
            Play(Studied(), half), new TuningCommand.SettleStudy(First, Plan, "cheapest", Former), Canaries);
        var started = settled.Events.ShouldHaveSingleItem().ShouldBeOfType<TuningEvent.CanaryStarted>();
        started.Baseline.ShouldBe(new PlanFigures(20, 0, null) { LetDown = 20 });
        var canary = PlayCanary(Studied().Apply(started), [Acknowledge("f"), Acknowledge("g")]);

        PlayCanary(canary, [.. half, Close(0), Close(1)]).ShouldBeOfType<TuningState.Serving>().Plan.ShouldBe(Plan);
    }

    [Fact]
    public void A_plan_on_trial_does_not_outlive_its_workflow()
    {
        TuningDecider.Decide(Canary(), new TuningCommand.Retire(), Canaries).Effects.Count.ShouldBe(2);
    }

    private static readonly TuningOptions Canaries = Options with
    {
        Canaries = true,
        Canary = new CanaryOptions { Runs = 20, Windows = 2 }
    };

    private static readonly ResourcePlan Former =
        new([ResourceConfiguration.Of(1, 1024), ResourceConfiguration.Of(1, 1024)]);

    private static TuningState PlayCanary(TuningState state, params TuningCommand[] commands) => commands.Aggregate(
        state,
        (current, command) => TuningDecider.Decide(current, command, Canaries).Events
            .Aggregate(current, (at, fact) => at.Apply(fact)));

    /// <summary>Under a plan on trial; before, none of 100 runs missed the promise.</summary>
    private static TuningState Canary(bool acknowledged = true)
    {
        var canary = Studied().Apply(new TuningEvent.CanaryStarted(
            1, Plan, "cheapest", Former, new PlanFigures(100, 0, null)));
        return acknowledged ? PlayCanary(canary, Acknowledge("f"), Acknowledge("g")) : canary;
    }
}
