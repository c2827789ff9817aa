using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning;
using static AquaTope.Models.Tests.Tuning.TunedWorkflow;

namespace AquaTope.Models.Tests.Tuning;

/// <summary>What starts another study of a workflow that is served, and what is in force meanwhile.</summary>
public sealed class DriftingWorkflowSpecs
{
    [Fact]
    public void A_promise_that_is_no_longer_kept_starts_another_study_while_the_plan_stays()
    {
        TuningCommand[] late = [.. Enumerable.Range(0, 10).Select(_ => Run(1.5)), Close(0)];
        var decision = Decide(Play(Serving(), late), Close(1));

        var drift = decision.Events[1].ShouldBeOfType<TuningEvent.DriftDetected>();
        drift.Because.ShouldStartWith("10 of 10 runs missed 1 s at p95");
        decision.Effects.ShouldContain(new TuningEffect.StartStudy(
            new StudyId(Definition.Id, 2), Definition, drift.Seed, new EarlierStudy(1, [], [])));
        Play(Serving(), [.. late, Close(1)]).ShouldBeOfType<TuningState.Drifting>().Plan.ShouldBe(Plan);
    }

    [Fact]
    public void A_broken_promise_brings_back_what_was_larger_before_until_the_study_answers()
    {
        var former = new ResourcePlan([ResourceConfiguration.Of(2, 128), ResourceConfiguration.Of(1, 1024)]);
        var larger = new ResourcePlan([ResourceConfiguration.Of(2, 256), ResourceConfiguration.Of(2, 1024)]);
        var serving = Play(
            Studied(), new TuningCommand.SettleStudy(First, Plan, "cheapest", former), Acknowledge("f"),
            Acknowledge("g"));
        TuningCommand[] late = [.. Enumerable.Range(0, 10).Select(_ => Run(1.5)), Close(0)];

        var decision = Decide(Play(serving, late), Close(1));

        var drift = decision.Events[1].ShouldBeOfType<TuningEvent.DriftDetected>();
        drift.Fallback.ShouldBe(larger);
        drift.Because.ShouldContain($"every stage has at least what it had before: {larger}");
        decision.Effects.OfType<TuningEffect.SubmitLimits>().ShouldBe(
        [
            new TuningEffect.SubmitLimits(
                new ChangeId("meanwhile:w-2:guest/f"), FunctionId.Parse("f"), ResourceConfiguration.Of(2, 256),
                new WishOrder("workflow:w", 6, 0)),
            new TuningEffect.SubmitLimits(
                new ChangeId("meanwhile:w-2:guest/g"), FunctionId.Parse("g"), ResourceConfiguration.Of(2, 1024),
                new WishOrder("workflow:w", 6, 0))
        ]);
        decision.Effects.OfType<TuningEffect.StartStudy>().ShouldHaveSingleItem();
        var drifting = Play(serving, [.. late, Close(1)]).ShouldBeOfType<TuningState.Drifting>();
        drifting.Plan.ShouldBe(larger);
        Play(
                drifting, new TuningCommand.AcknowledgeChange(new ChangeId("meanwhile:w-2:guest/f")),
                new TuningCommand.AcknowledgeChange(new ChangeId("meanwhile:w-2:guest/g")))
            .ShouldBeOfType<TuningState.Drifting>().Unacknowledged.ShouldBeEmpty();
    }

    [Fact]
    public void A_plan_that_is_nowhere_smaller_than_the_one_before_stays()
    {
        var former = new ResourcePlan([ResourceConfiguration.Of(0.5, 256), ResourceConfiguration.Of(2, 256)]);
        var serving = Play(Studied(), new TuningCommand.SettleStudy(First, Plan, "cheapest", former));
        TuningCommand[] late = [.. Enumerable.Range(0, 10).Select(_ => Run(1.5)), Close(0), Close(1)];

        Play(serving, late).ShouldBeOfType<TuningState.Drifting>().Plan.ShouldBe(Plan);
    }

    [Fact]
    public void A_run_that_was_late_for_its_cold_start_speaks_for_no_drift()
    {
        var cold = Enumerable.Range(0, 30).SelectMany(run => new TuningCommand[]
        {
            new TuningCommand.RecordActivations([Ran("f", 0.3, run, cold: 1.2)], []),
            new TuningCommand.RecordActivations([], [Composed(1.5, run)])
        });

        var state = Play(Watched(), [.. cold, Close(0), Close(1)]).ShouldBeOfType<TuningState.Serving>();

        state.Drift.Evidence.ShouldBe(0);
        state.Telemetry.Missed.ShouldBe(30);
        state.Telemetry.MissedWarm.ShouldBe(0);
        state.Watches.ByFunction.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(0.5)]
    public void A_stage_that_takes_another_time_starts_another_study_that_is_told_by_how_much(double factor)
    {
        var drift = Decide(
                Play(Watched(), Stages("f", 100, 1), Stages("g", 100, 1), Stages("f", 30, factor), Close(0)), Close(1))
            .Events[^1].ShouldBeOfType<TuningEvent.DriftDetected>();

        var change = drift.Changed.ShouldHaveSingleItem();
        change.Function.ShouldBe(FunctionId.Parse("f"));
        change.Factor!.Value.ShouldBe(factor, 0.1 * factor);
        drift.Because.ShouldContain("guest/f takes");
        var drifting = Watched().Apply(drift);
        TuningDecider.Unfinished(drifting).ShouldHaveSingleItem().ShouldBeOfType<TuningEffect.StartStudy>()
            .Earlier.ShouldBe(new EarlierStudy(1, drift.Changed, []));
    }

    [Fact]
    public void Runs_before_the_gateway_knows_the_plan_are_no_reference_for_it()
    {
        Play(Serving(), Stages("f", 100, 1)).ShouldBeOfType<TuningState.Serving>().Watches.ByFunction.ShouldBeEmpty();
    }

    [Fact]
    public void A_change_too_small_to_matter_starts_nothing()
    {
        var state = Play(Watched(), Stages("f", 400, 1), Stages("f", 200, 1.15), Close(0), Close(1));

        state.ShouldBeOfType<TuningState.Serving>().Watches.ByFunction[FunctionId.Parse("f")].Alarms(100)
            .ShouldBeTrue();
    }

    [Fact]
    public void References_are_written_down_once_every_function_has_been_seen_often_enough_and_outlive_a_restart()
    {
        var seen = Play(Watched(), Stages("f", 120, 1));
        Decide(seen, Close(0)).Events.ShouldHaveSingleItem();

        var decision = Decide(Play(seen, Stages("g", 110, 1)), Close(0));
        var learned = decision.Events[1].ShouldBeOfType<TuningEvent.ReferencesLearned>();
        var restarted = Watched().Apply(learned);

        Decide(restarted, Close(1)).Events.ShouldHaveSingleItem();
        Play(restarted, Stages("g", 30, 1.6), Close(1), Close(2)).ShouldBeOfType<TuningState.Drifting>()
            .Changed.ShouldHaveSingleItem().Function.ShouldBe(FunctionId.Parse("g"));
    }

    [Fact]
    public void A_plan_is_served_for_a_while_before_drift_starts_another_study()
    {
        var late = Enumerable.Range(0, 10).Select(_ => Run(1.5)).ToArray();

        Play(Serving(), [.. late, Close(0)]).ShouldBeOfType<TuningState.Serving>();
    }

    /// <summary>So many warm runs of a function, spread about 0.2 s by 10 %.</summary>
    private static TuningCommand.RecordActivations Stages(string function, int count, double factor) =>
        new(
            [.. new ExecutionTimes(1, 0.1, 0.02).Next(count, factor).Select(time => Ran(function, time.TotalSeconds, 1))],
            []);
}
