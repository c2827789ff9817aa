using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tests.Workflows;
using AquaTope.Models.Tuning;
using AquaTope.Models.Workflows;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AquaTope.Models.Tests.Tuning;

public sealed class TuningDeciderSpecs
{
    private static readonly Workflow Definition = ModelWorkflows.Chain("w", 1, "f", "g");
    private static readonly StudyId First = new(Definition.Id, 1);

    private static readonly TuningOptions Options = new()
    {
        RunsToProfile = 3,
        QuietWindows = 2,
        RunsBetweenFalseAlarms = 100,
        WindowsBetweenStudies = 2
    };

    private static readonly ResourcePlan Plan = new([ResourceConfiguration.Of(1, 256), ResourceConfiguration.Of(2, 512)]);

    [Fact]
    public void A_workflow_is_profiled_until_enough_runs_were_seen()
    {
        var profiled = Play(new TuningState.Unmanaged(), new TuningCommand.Manage(Definition), Run(0.1), Run(0.1));

        Decide(profiled, Close(0)).Effects.ShouldBeEmpty();

        var decision = Decide(Play(profiled, Run(0.1)), Close(0));
        var requested = decision.Events[1].ShouldBeOfType<TuningEvent.StudyRequested>();
        requested.Because.ShouldBe("3 runs were seen");
        decision.Effects.ShouldBe([new TuningEffect.StartStudy(First, Definition, requested.Seed)]);
    }

    [Fact]
    public void A_workflow_that_does_not_run_is_studied_after_quiet_windows()
    {
        var managed = Play(new TuningState.Unmanaged(), new TuningCommand.Manage(Definition));

        Decide(managed, Close(0)).Effects.ShouldBeEmpty();
        Decide(Play(managed, Close(0)), Close(1)).Events[1].ShouldBeOfType<TuningEvent.StudyRequested>()
            .Because.ShouldBe("no run came for 2 windows");
    }

    [Fact]
    public void Studies_of_one_seed_differ_by_workflow_and_generation_and_nothing_else()
    {
        var other = new StudyId(WorkflowId.Parse("v"), 1);

        First.SeedFrom(1).ShouldBe(new StudyId(WorkflowId.Parse("w"), 1).SeedFrom(1));
        new[] { First.SeedFrom(1), First.SeedFrom(2), other.SeedFrom(1), (First with { Generation = 2 }).SeedFrom(1) }
            .Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void A_study_is_asked_for_at_every_window_until_it_answers()
    {
        var tuning = Tuning();

        var again = Decide(tuning, Close(10)).Effects.ShouldHaveSingleItem().ShouldBeOfType<TuningEffect.StartStudy>();

        again.ShouldBe(TuningDecider.Unfinished(tuning).ShouldHaveSingleItem());
    }

    [Fact]
    public void The_answer_is_adopted_and_its_limits_are_wished_for_each_function()
    {
        var decision = Decide(Tuning(), new TuningCommand.SettleStudy(First, Plan, "cheapest"));

        decision.Events.ShouldBe([new TuningEvent.PlanAdopted(1, Plan, "cheapest")]);
        decision.Effects.ShouldBe(
        [
            new TuningEffect.SubmitLimits(
                new ChangeId("plan:w-1:guest/f"), FunctionId.Parse("f"), ResourceConfiguration.Of(1, 256),
                new WishOrder("workflow:w", 4)),
            new TuningEffect.SubmitLimits(
                new ChangeId("plan:w-1:guest/g"), FunctionId.Parse("g"), ResourceConfiguration.Of(2, 512),
                new WishOrder("workflow:w", 4))
        ]);
    }

    [Fact]
    public void A_change_is_wished_again_until_the_gateway_has_written_it_down()
    {
        var serving = Play(Serving(), Acknowledge("f"));

        TuningDecider.Unfinished(serving).ShouldHaveSingleItem().ShouldBeOfType<TuningEffect.SubmitLimits>()
            .Function.ShouldBe(FunctionId.Parse("g"));
        var settled = Play(serving, Acknowledge("g"));
        TuningDecider.Unfinished(settled).ShouldBeEmpty();
        Decide(settled, Acknowledge("g")).Events.ShouldBeEmpty();
    }

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
            Tuning(), new TuningCommand.SettleStudy(First, Plan, "cheapest", former), Acknowledge("f"), Acknowledge("g"));
        TuningCommand[] late = [.. Enumerable.Range(0, 10).Select(_ => Run(1.5)), Close(0)];

        var decision = Decide(Play(serving, late), Close(1));

        var drift = decision.Events[1].ShouldBeOfType<TuningEvent.DriftDetected>();
        drift.Fallback.ShouldBe(larger);
        drift.Because.ShouldContain($"every stage has at least what it had before: {larger}");
        decision.Effects.OfType<TuningEffect.SubmitLimits>().ShouldBe(
        [
            new TuningEffect.SubmitLimits(
                new ChangeId("meanwhile:w-2:guest/f"), FunctionId.Parse("f"), ResourceConfiguration.Of(2, 256),
                new WishOrder("workflow:w", 6)),
            new TuningEffect.SubmitLimits(
                new ChangeId("meanwhile:w-2:guest/g"), FunctionId.Parse("g"), ResourceConfiguration.Of(2, 1024),
                new WishOrder("workflow:w", 6))
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
        var serving = Play(Tuning(), new TuningCommand.SettleStudy(First, Plan, "cheapest", former));
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
    public void A_plan_goes_out_on_trial_where_canaries_are_asked_for()
    {
        var decision = TuningDecider.Decide(
            Play(Tuning(), Run(0.9), Run(1.5)), new TuningCommand.SettleStudy(First, Plan, "cheapest", Former), Canaries);

        decision.Events.ShouldBe(
            [new TuningEvent.CanaryStarted(1, Plan, "cheapest", Former, new PlanFigures(2, 1, null))]);
        decision.Effects.Count.ShouldBe(2);
        decision.Effects[0].ShouldBeOfType<TuningEffect.SubmitLimits>().Change.Value.ShouldBe("plan:w-1:guest/f");
    }

    [Fact]
    public void An_answer_that_changes_nothing_needs_no_trial()
    {
        TuningDecider.Decide(Tuning(), new TuningCommand.SettleStudy(First, Plan, "stays", Plan), Canaries)
            .Events.ShouldHaveSingleItem().ShouldBeOfType<TuningEvent.PlanAdopted>();
        TuningDecider.Decide(Tuning(), new TuningCommand.SettleStudy(First, Plan, "unknown before"), Canaries)
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
                new WishOrder("workflow:w", 5)),
            new TuningEffect.SubmitLimits(
                new ChangeId("back:w-1:guest/g"), FunctionId.Parse("g"), Former.Stages[1],
                new WishOrder("workflow:w", 5))
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
        PlayCanary(early, [.. Enumerable.Repeat(Run(1.5), 20)]).ShouldBeOfType<TuningState.Canary>().Test.Runs.ShouldBe(0);

        var old = Enumerable.Range(0, 20).SelectMany(run => new TuningCommand[]
        {
            new TuningCommand.RecordActivations([Ran("f", 0.7, run, megabytes: 1024), Ran("g", 0.7, run, megabytes: 1024)],
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
            Play(Tuning(), [.. baseline]), new TuningCommand.SettleStudy(First, Plan, "cheapest", Former), Canaries);
        var started = settled.Events.ShouldHaveSingleItem().ShouldBeOfType<TuningEvent.CanaryStarted>();
        started.Baseline.MedianCost.ShouldNotBeNull();
        var canary = PlayCanary(Tuning().Apply(started), [Acknowledge("f"), Acknowledge("g")]);

        var dear = Enumerable.Range(0, 20).Select(run => (TuningCommand)new TuningCommand.RecordActivations(
            [Ran("f", 0.4, run, megabytes: 256), Ran("g", 0.4, run, megabytes: 512)], [Composed(0.8, run)]));

        PlayCanary(canary, [.. dear]).ShouldBeOfType<TuningState.Serving>().Because.ShouldStartWith("runs are dearer");
    }

    [Fact]
    public void A_plan_on_trial_does_not_outlive_its_workflow()
    {
        TuningDecider.Decide(Canary(), new TuningCommand.Retire(), Canaries).Effects.Count.ShouldBe(2);
    }

    [Fact]
    public void A_plan_is_served_for_a_while_before_drift_starts_another_study()
    {
        var late = Enumerable.Range(0, 10).Select(_ => Run(1.5)).ToArray();

        Play(Serving(), [.. late, Close(0)]).ShouldBeOfType<TuningState.Serving>();
    }

    [Fact]
    public void Runs_out_of_memory_or_time_miss_the_promise_and_errors_of_the_application_say_nothing()
    {
        var state = Play(
            Serving(), Run(0.1, ActivationStatus.DeveloperError), Run(9, ActivationStatus.ApplicationError),
            Run(9, ActivationStatus.PlatformError)).ShouldBeOfType<TuningState.Serving>();

        state.Telemetry.Missed.ShouldBe(1);
        state.Telemetry.Runs.Count.ShouldBe(1);
    }

    [Fact]
    public void Runs_of_another_workflow_are_not_counted()
    {
        Decide(Serving(), Run(0.1, name: "other")).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Stages_are_profiled_when_they_ran_as_part_of_something()
    {
        var state = Play(Serving(), Stage("f", 0.2), Stage("f", 0.4), Stage("h", 1));

        var telemetry = state.ShouldBeOfType<TuningState.Serving>().Telemetry;
        telemetry.Stages.ShouldHaveSingleItem().Value.Count.ShouldBe(2);
    }

    [Fact]
    public void A_changed_definition_begins_anew_and_stops_the_study()
    {
        var changed = ModelWorkflows.Chain("w", 2, "f", "g");

        Decide(Tuning(), new TuningCommand.Manage(Definition)).Events.ShouldBeEmpty();
        var decision = Decide(Tuning(), new TuningCommand.Manage(changed));

        decision.Effects.ShouldBe([new TuningEffect.StopStudy(First, "the workflow was defined anew")]);
        var anew = Play(Tuning(), new TuningCommand.Manage(changed), Close(20), Close(21));
        anew.ShouldBeOfType<TuningState.Tuning>().Generation.ShouldBe(2);
        TuningDecider.Unfinished(anew).ShouldHaveSingleItem().ShouldBeOfType<TuningEffect.StartStudy>().Earlier.ShouldBe(
            new EarlierStudy(1, [.. changed.Functions.Select(function => new StageChange(function, null))], []));
    }

    [Fact]
    public void A_retired_workflow_wants_nothing_and_never_reuses_a_study()
    {
        var retired = Play(Tuning(), new TuningCommand.Retire());

        TuningDecider.Unfinished(retired).ShouldBeEmpty();
        Decide(retired, Close(50)).Events.ShouldBeEmpty();
        Decide(retired, new TuningCommand.SettleStudy(First, Plan, "late")).Events.ShouldBeEmpty();
        Play(retired, new TuningCommand.Manage(Definition), Close(60), Close(61)).ShouldBeOfType<TuningState.Tuning>()
            .Generation.ShouldBe(2);
    }

    [Fact]
    public void What_the_catalog_said_before_changes_nothing_when_it_comes_late()
    {
        var managed = Play(new TuningState.Unmanaged(), new TuningCommand.Manage(Definition, 5));

        Decide(managed, new TuningCommand.Retire(4)).Events.ShouldBeEmpty();
        var retired = Play(managed, new TuningCommand.Retire(6));
        Decide(retired, new TuningCommand.Manage(Definition, 5)).Events.ShouldBeEmpty();
        Decide(retired, new TuningCommand.Retire(6)).Events.ShouldBeEmpty();
        Play(retired, new TuningCommand.Manage(Definition, 7)).ShouldBeOfType<TuningState.Profiling>().Version.ShouldBe(7);
    }

    [Fact]
    public void A_workflow_that_was_never_managed_knows_that_it_was_retired_when_it_is_to_be_managed_late()
    {
        var retired = Play(new TuningState.Unmanaged(), new TuningCommand.Retire(6));

        Decide(retired, new TuningCommand.Manage(Definition, 5)).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Answers_of_other_studies_and_windows_that_are_over_change_nothing()
    {
        Decide(Tuning(), new TuningCommand.SettleStudy(First with { Generation = 9 }, Plan, "?")).Events.ShouldBeEmpty();
        Decide(Serving(), new TuningCommand.SettleStudy(First, Plan, "again")).Events.ShouldBeEmpty();
        Decide(Play(Serving(), Close(5)), Close(5)).Events.ShouldBeEmpty();
        Decide(Play(Serving(), Close(5)), Close(4)).Events.ShouldBeEmpty();
    }

    [Property]
    public Property Replaying_the_durable_facts_leads_to_the_same_stage_of_life(byte[] steps)
    {
        TuningState live = new TuningState.Unmanaged();
        TuningState replayed = new TuningState.Unmanaged();
        var window = 0L;
        foreach (var step in steps)
        {
            var decision = Decide(live, (step % 8) switch
            {
                0 => new TuningCommand.Manage(Definition),
                1 or 2 => Run(step / 100.0),
                3 or 4 => Close(window++),
                5 => new TuningCommand.SettleStudy(First with { Generation = 1 + step % 3 }, Plan, "best"),
                6 => Acknowledge(step % 2 == 0 ? "f" : "g"),
                _ => step > 240 ? new TuningCommand.Retire() : Run(2)
            });
            live = decision.Events.Aggregate(live, (state, fact) => state.Apply(fact));
            replayed = decision.Events
                .Where(fact => fact is not (TuningEvent.ActivationsRecorded or TuningEvent.CanaryJudged
                    or TuningEvent.WindowPassed))
                .Aggregate(replayed, (state, fact) => state.Apply(fact));
        }

        return (live.GetType() == replayed.GetType()
                && TuningDecider.Unfinished(live).SequenceEqual(TuningDecider.Unfinished(replayed))).ToProperty();
    }

    private static readonly TuningOptions Canaries = Options with
    {
        Canaries = true,
        Canary = new CanaryOptions { Runs = 20, Windows = 2 }
    };

    private static readonly ResourcePlan Former =
        new([ResourceConfiguration.Of(1, 1024), ResourceConfiguration.Of(1, 1024)]);

    private static Decision<TuningEvent, TuningEffect> Decide(TuningState state, TuningCommand command) =>
        TuningDecider.Decide(state, command, Options);

    private static TuningState Play(TuningState state, params TuningCommand[] commands) => commands.Aggregate(
        state, (current, command) => Decide(current, command).Events.Aggregate(current, (at, fact) => at.Apply(fact)));

    private static TuningState PlayCanary(TuningState state, params TuningCommand[] commands) => commands.Aggregate(
        state,
        (current, command) => TuningDecider.Decide(current, command, Canaries).Events
            .Aggregate(current, (at, fact) => at.Apply(fact)));

    /// <summary>Under a plan on trial; before, none of 100 runs missed the promise.</summary>
    private static TuningState Canary(bool acknowledged = true)
    {
        var canary = Tuning().Apply(new TuningEvent.CanaryStarted(
            1, Plan, "cheapest", Former, new PlanFigures(100, 0, null)));
        return acknowledged ? PlayCanary(canary, Acknowledge("f"), Acknowledge("g")) : canary;
    }

    private static TuningState Tuning() =>
        Play(new TuningState.Unmanaged(), new TuningCommand.Manage(Definition), Close(-10), Close(-9));

    private static TuningState Serving() => Play(Tuning(), new TuningCommand.SettleStudy(First, Plan, "cheapest"));

    /// <summary>Served, with limits that the gateway has written down.</summary>
    private static TuningState Watched() => Play(Serving(), Acknowledge("f"), Acknowledge("g"));

    private static TuningCommand.CloseWindow Close(long window) => new(new WindowIndex(window));

    private static TuningCommand.AcknowledgeChange Acknowledge(string function) =>
        new(new ChangeId($"plan:w-1:guest/{function}"));

    private static TuningCommand.RecordActivations Run(
        double seconds, ActivationStatus status = ActivationStatus.Success, string name = "w") =>
        new([], [
            new CompositionRun(
                new ActivationId(1), FunctionId.Parse(name), DateTimeOffset.UnixEpoch,
                DateTimeOffset.UnixEpoch.AddSeconds(seconds), status, null)
        ]);

    /// <summary>So many warm runs of a function, spread about 0.2 s by 10 %.</summary>
    private static TuningCommand.RecordActivations Stages(string function, int count, double factor) =>
        new([.. new ExecutionTimes(1, 0.1, 0.02).Next(count, factor).Select(time => Ran(function, time.TotalSeconds, 1))], []);

    private static Invocation Ran(string function, double seconds, int run, double cold = 0, int megabytes = 1024) => new(
        new ActivationId(2), FunctionId.Parse(function), DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(cold / 2),
        TimeSpan.FromSeconds(cold / 2), TimeSpan.FromSeconds(seconds), ActivationStatus.Success,
        MemorySize.FromMegabytes(megabytes), new ActivationId((UInt128)run));

    private static CompositionRun Composed(double seconds, int run) => new(
        new ActivationId((UInt128)run), FunctionId.Parse("w"), DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch.AddSeconds(seconds), ActivationStatus.Success, null);

    private static TuningCommand.RecordActivations Stage(string function, double seconds) =>
        new([
            new Invocation(
                new ActivationId(2), FunctionId.Parse(function), DateTimeOffset.UnixEpoch, TimeSpan.Zero, TimeSpan.Zero,
                TimeSpan.FromSeconds(seconds), ActivationStatus.Success, MemorySize.FromMegabytes(256),
                new ActivationId(1))
        ], []);
}
