using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tuning;
using AquaTope.Models.Workflows;
using static AquaTope.Models.Tests.Platform.Gateway;

namespace AquaTope.Models.Tests.Tuning;

/// <summary>Limits that an operator went back to or gave by hand, and modes, as a workflow takes them.</summary>
public sealed class ImposedPlanSpecs
{
    private static readonly Workflow Definition = Workflow("w", ["f", "g"]);
    private static readonly StudyId First = new(Definition.Id, 1);
    private static readonly TuningOptions Options = new();
    private static readonly ResourcePlan Plan = new(
        [ResourceConfiguration.Of(1, 256), ResourceConfiguration.Of(1, 512)]);
    private static readonly ResourcePlan Former = new(
        [ResourceConfiguration.Of(1, 128), ResourceConfiguration.Of(1, 512)]);

    private static readonly TuningCommand.AcceptLimits Back = new(
        [new FunctionLimits(Function("guest/f"), ResourceConfiguration.Of(1, 128))], "rolled back by ci", true);

    [Fact]
    public void The_functions_that_are_named_get_their_limits_and_the_others_keep_theirs()
    {
        var serving = Play(Served(), Back).ShouldBeOfType<TuningState.Serving>();

        serving.Plan.ShouldBe(Former);
        serving.Because.ShouldBe("rolled back by ci");
        serving.Unacknowledged.ShouldHaveSingleItem("the gateway has not heard of it yet").Function
            .ShouldBe(Function("guest/g"));
        serving.Rejected.ShouldBe([Plan]);
    }

    [Fact]
    public void Said_again_it_changes_nothing() =>
        TuningDecider.Decide(Play(Served(), Back), Back, Options).ShouldBe(Decision<TuningEvent, TuningEffect>.Nothing);

    [Fact]
    public void What_comes_late_is_told_by_its_order_and_changes_nothing()
    {
        var (first, second) = (Back with { Order = 1 }, Back with
        {
            Limits = [new FunctionLimits(Function("guest/f"), ResourceConfiguration.Of(1, 192))],
            Order = 2
        });
        var twice = Play(Play(Served(), first), second);

        TuningDecider.Decide(twice, first, Options).ShouldBe(Decision<TuningEvent, TuningEffect>.Nothing);
        TuningDecider.Decide(twice, second, Options).ShouldBe(Decision<TuningEvent, TuningEffect>.Nothing);
        twice.Imposed.ShouldBe(2);
    }

    [Fact]
    public void What_it_wishes_says_which_imposition_it_knew() =>
        TuningDecider.Unfinished(Play(Served(), Back with { Order = 3 })).ShouldHaveSingleItem()
            .ShouldBeOfType<TuningEffect.SubmitLimits>().Order!.Value.Imposed.ShouldBe(3);

    [Fact]
    public void Before_a_plan_is_in_force_there_is_none_to_replace() =>
        TuningDecider.Decide(Play(new TuningState.Unmanaged(), new TuningCommand.Manage(Definition)), Back, Options)
            .Events.ShouldBeEmpty();

    [Fact]
    public void Limits_that_were_given_by_hand_reject_no_plan()
    {
        var served = Play(Served(), Back with { Rejects = false }).ShouldBeOfType<TuningState.Serving>();

        served.Rejected.ShouldBeEmpty();
    }

    [Fact]
    public void A_plan_on_trial_ends_its_trial_when_it_is_replaced()
    {
        var trial = Play(
            Studied(Definition.With(OperatingMode.Canary)),
            new TuningCommand.SettleStudy(First, Plan, "cheapest", Former));
        trial.ShouldBeOfType<TuningState.Canary>();

        Play(trial, Back).ShouldBeOfType<TuningState.Serving>().Plan.ShouldBe(Former);
    }

    [Fact]
    public void A_study_under_way_does_not_answer_with_the_plan_that_was_gone_back_from()
    {
        var drifting = Play(Drifting(), Back).ShouldBeOfType<TuningState.Drifting>();
        drifting.Plan.ShouldBe(Former);

        var answered = Play(drifting, new TuningCommand.SettleStudy(drifting.Study, Plan, "cheapest again"));

        answered.ShouldBeOfType<TuningState.Serving>().Plan.ShouldBe(Former);
    }

    [Fact]
    public void A_new_plan_that_a_study_finds_overrules_what_was_gone_back_to()
    {
        var other = new ResourcePlan([ResourceConfiguration.Of(1, 300), ResourceConfiguration.Of(1, 300)]);
        var drifting = (TuningState.Drifting)Play(Drifting(), Back);

        Play(drifting, new TuningCommand.SettleStudy(drifting.Study, other, "better"))
            .ShouldBeOfType<TuningState.Serving>().Plan.ShouldBe(other);
    }

    [Fact]
    public void A_mode_of_its_own_decides_whether_plans_go_on_trial_and_starts_nothing_anew()
    {
        var studied = Studied(Definition);
        var set = TuningDecider.Decide(
            studied, new TuningCommand.Manage(Definition.With(OperatingMode.Canary)), Options);
        set.Events.ShouldBe([new TuningEvent.ModeSet(OperatingMode.Canary)]);
        set.Effects.ShouldBeEmpty();

        var settle = new TuningCommand.SettleStudy(First, Plan, "cheapest", Former);
        Play(studied.Apply(set.Events[0]), settle).ShouldBeOfType<TuningState.Canary>();
        Play(Studied(Definition.With(OperatingMode.Enforce)), settle, Options with { Canaries = true })
            .ShouldBeOfType<TuningState.Serving>();
    }

    private static TuningState Studied(Workflow workflow) => new TuningState.Unmanaged()
        .Apply(new TuningEvent.WorkflowManaged(workflow))
            .Apply(new TuningEvent.StudyRequested(1, 17, "runs were seen"));

    private static TuningState Served() => Play(
        Studied(Definition), new TuningCommand.SettleStudy(First, Plan, "cheapest", Former));

    private static TuningState Drifting() => Served().Apply(
        new TuningEvent.DriftDetected(new WindowIndex(1), 2, 17, "late", []));

    private static TuningState Play(TuningState state, TuningCommand command, TuningOptions? options = null) =>
        TuningDecider.Decide(state, command, options ?? Options).Events.Aggregate(state, (at, fact) => at.Apply(fact));
}
