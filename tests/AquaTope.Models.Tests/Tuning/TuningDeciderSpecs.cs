using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
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
                new ChangeId("plan:w-1:guest/f"), FunctionId.Parse("f"), ResourceConfiguration.Of(1, 256)),
            new TuningEffect.SubmitLimits(
                new ChangeId("plan:w-1:guest/g"), FunctionId.Parse("g"), ResourceConfiguration.Of(2, 512))
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
        decision.Effects.ShouldContain(new TuningEffect.StartStudy(new StudyId(Definition.Id, 2), Definition, drift.Seed));
        Play(Serving(), [.. late, Close(1)]).ShouldBeOfType<TuningState.Drifting>().Plan.ShouldBe(Plan);
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
        Play(Tuning(), new TuningCommand.Manage(changed), Close(20), Close(21)).ShouldBeOfType<TuningState.Tuning>()
            .Generation.ShouldBe(2);
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
                .Where(fact => fact is not (TuningEvent.ActivationsRecorded or TuningEvent.WindowPassed))
                .Aggregate(replayed, (state, fact) => state.Apply(fact));
        }

        return (live.GetType() == replayed.GetType()
                && TuningDecider.Unfinished(live).SequenceEqual(TuningDecider.Unfinished(replayed))).ToProperty();
    }

    private static Decision<TuningEvent, TuningEffect> Decide(TuningState state, TuningCommand command) =>
        TuningDecider.Decide(state, command, Options);

    private static TuningState Play(TuningState state, params TuningCommand[] commands) => commands.Aggregate(
        state, (current, command) => Decide(current, command).Events.Aggregate(current, (at, fact) => at.Apply(fact)));

    private static TuningState Tuning() =>
        Play(new TuningState.Unmanaged(), new TuningCommand.Manage(Definition), Close(-10), Close(-9));

    private static TuningState Serving() => Play(Tuning(), new TuningCommand.SettleStudy(First, Plan, "cheapest"));

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

    private static TuningCommand.RecordActivations Stage(string function, double seconds) =>
        new([
            new Invocation(
                new ActivationId(2), FunctionId.Parse(function), DateTimeOffset.UnixEpoch, TimeSpan.Zero, TimeSpan.Zero,
                TimeSpan.FromSeconds(seconds), ActivationStatus.Success, MemorySize.FromMegabytes(256),
                new ActivationId(1))
        ], []);
}
