using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Wishes;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tests.Workflows;
using AquaTope.Models.Tuning;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static AquaTope.Models.Tests.Tuning.TunedWorkflow;

namespace AquaTope.Models.Tests.Tuning;

/// <summary>A workflow from its registration to a plan in force, and what is counted on the way.</summary>
public sealed class TuningDeciderSpecs
{
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
        var tuning = Studied();

        var again = Decide(tuning, Close(10)).Effects.ShouldHaveSingleItem().ShouldBeOfType<TuningEffect.StartStudy>();

        again.ShouldBe(TuningDecider.Unfinished(tuning).ShouldHaveSingleItem());
    }

    [Fact]
    public void The_answer_is_adopted_and_its_limits_are_wished_for_each_function()
    {
        var decision = Decide(Studied(), new TuningCommand.SettleStudy(First, Plan, "cheapest"));

        decision.Events.ShouldBe([new TuningEvent.PlanAdopted(1, Plan, "cheapest")]);
        decision.Effects.ShouldBe(
        [
            new TuningEffect.SubmitLimits(
                new ChangeId("plan:w-1:guest/f"), FunctionId.Parse("f"), ResourceConfiguration.Of(1, 256),
                new WishOrder("workflow:w", 4, 0)),
            new TuningEffect.SubmitLimits(
                new ChangeId("plan:w-1:guest/g"), FunctionId.Parse("g"), ResourceConfiguration.Of(2, 512),
                new WishOrder("workflow:w", 4, 0))
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

        Decide(Studied(), new TuningCommand.Manage(Definition)).Events.ShouldBeEmpty();
        var decision = Decide(Studied(), new TuningCommand.Manage(changed));

        decision.Effects.ShouldBe([new TuningEffect.StopStudy(First, "the workflow was defined anew")]);
        var anew = Play(Studied(), new TuningCommand.Manage(changed), Close(20), Close(21));
        anew.ShouldBeOfType<TuningState.Tuning>().Generation.ShouldBe(2);
        TuningDecider.Unfinished(anew)
            .ShouldHaveSingleItem().ShouldBeOfType<TuningEffect.StartStudy>().Earlier.ShouldBe(
            new EarlierStudy(1, [.. changed.Functions.Select(function => new StageChange(function, null))], []));
    }

    [Fact]
    public void A_retired_workflow_wants_nothing_and_never_reuses_a_study()
    {
        var retired = Play(Studied(), new TuningCommand.Retire());

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
        Play(retired, new TuningCommand.Manage(Definition, 7)).ShouldBeOfType<TuningState.Profiling>().Version
            .ShouldBe(7);
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
        Decide(Studied(), new TuningCommand.SettleStudy(First with { Generation = 9 }, Plan, "?")).Events
            .ShouldBeEmpty();
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

    private static TuningCommand.RecordActivations Stage(string function, double seconds) =>
        new([
            new Invocation(
                new ActivationId(2), FunctionId.Parse(function), DateTimeOffset.UnixEpoch, TimeSpan.Zero, TimeSpan.Zero,
                TimeSpan.FromSeconds(seconds), ActivationStatus.Success, MemorySize.FromMegabytes(256),
                new ActivationId(1))
        ], []);
}
