using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Tests.Platform;

public sealed class GatewayDeciderSpecs
{
    private static readonly FunctionId Resize = FunctionId.Parse("guest/resize");
    private static readonly FunctionId Upload = FunctionId.Parse("guest/upload");
    private static readonly RuntimeKind Node = new("nodejs:20");
    private static readonly DateTimeOffset Noon = new(2024, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly GatewayOptions Options = new() { ConcurrentCalls = 2, FailuresToBreak = 2 };

    private GatewayState _state = GatewayState.Empty(OperatingMode.Enforce);
    private DateTimeOffset _now = Noon;

    [Fact]
    public void A_wish_for_limits_is_called_at_once()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);

        Limits("a", Resize, 512).OfType<GatewayEffect.Call>().Single().Change
            .ShouldBe(new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(1, 512)));
    }

    [Fact]
    public void Limits_wait_until_it_is_known_what_the_function_has()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);

        When(new GatewayCommand.Submit(
                new ChangeId("a"), new PlatformWish.Limits(Resize, ResourceConfiguration.Of(1, 512)), _now))
            .ShouldBe([new GatewayEffect.LookUp(Resize)]);
    }

    [Fact]
    public void Nothing_is_called_before_the_catalog_has_said_which_workflows_there_are()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        _state = GatewayState.Empty(OperatingMode.Enforce);
        Limits("a", Resize, 512).ShouldBeEmpty();
        GatewayDecider.Unfinished(_state).ShouldContain(new GatewayEffect.AskCatalog());

        GivenPlatform(PlatformCapabilities.CpuLimits).OfType<GatewayEffect.Call>().ShouldHaveSingleItem();
    }

    [Fact]
    public void The_same_wish_again_does_nothing()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        Limits("a", Resize, 512);
        var before = _state;

        Limits("a", Resize, 512).ShouldBeEmpty();
        _state.ShouldBe(before);
    }

    [Fact]
    public void The_newest_wish_of_a_lane_wins_and_waits_for_the_call_under_way()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var first = Limits("a", Resize, 512).OfType<GatewayEffect.Call>().Single();
        Limits("b", Resize, 256).OfType<GatewayEffect.Call>().ShouldBeEmpty();
        Limits("c", Resize, 128).OfType<GatewayEffect.Call>().ShouldBeEmpty();

        var next = Applied(first).OfType<GatewayEffect.Call>().Single();

        next.Change.ShouldBe(new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(1, 128)));
        next.Id.ShouldBe(new ChangeId("c"));
    }

    [Fact]
    public void Stem_cells_of_functions_that_share_kind_and_memory_add_up()
    {
        GivenPlatform(PlatformCapabilities.RuntimeConfiguration);
        GivenFunction(Resize, 256);
        GivenFunction(Upload, 256);
        var first = Prewarm("a", Resize, 2).OfType<GatewayEffect.Call>().Single();
        Prewarm("b", Upload, 3);

        Applied(first).OfType<GatewayEffect.Call>().Single().Change.ShouldBe(StemCells((256, 5)));
    }

    [Fact]
    public void A_change_of_memory_takes_the_stem_cells_along_and_leaves_the_one_the_manifest_needs()
    {
        GivenPlatform(PlatformCapabilities.RuntimeConfiguration | PlatformCapabilities.CpuLimits);
        GivenFunction(Resize, 256);
        Applied(Prewarm("a", Resize, 3).OfType<GatewayEffect.Call>().Single());

        Limits("b", Resize, 512).OfType<GatewayEffect.Call>().Select(call => call.Change)
            .ShouldContain(StemCells((256, 1), (512, 3)));
    }

    [Fact]
    public void Where_stem_cells_cannot_be_set_a_function_is_kept_warm_by_invocation()
    {
        GivenPlatform(PlatformCapabilities.None);
        GivenFunction(Resize, 256);

        Prewarm("a", Resize, 2).OfType<GatewayEffect.Call>().Single().Change
            .ShouldBe(new PlatformChange.KeepWarm(Resize, 3));
    }

    [Fact]
    public void Containers_kept_warm_by_invocation_are_invoked_again_before_the_platform_lets_them_go()
    {
        GivenPlatform(PlatformCapabilities.None);
        GivenFunction(Resize, 256);
        var call = Prewarm("a", Resize, 2).OfType<GatewayEffect.Call>().Single();
        var wake = Applied(call).OfType<GatewayEffect.WakeAt>().Single();
        _now = wake.Instant;

        When(new GatewayCommand.Wake(_now)).OfType<GatewayEffect.Call>().Single().Change.ShouldBe(call.Change);
    }

    [Fact]
    public void New_limits_cost_the_warm_containers_so_they_are_warmed_again()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        GivenFunction(Resize, 256);
        var warming = Prewarm("a", Resize, 2).OfType<GatewayEffect.Call>().Single();
        Applied(warming);

        var limits = Limits("b", Resize, 512).OfType<GatewayEffect.Call>().Single();

        Applied(limits).OfType<GatewayEffect.Call>().Single().Change.ShouldBe(warming.Change);
    }

    [Fact]
    public void Containers_kept_warm_before_a_restart_are_invoked_again_when_that_is_due()
    {
        var journal = new List<GatewayEvent>();
        GivenPlatform(PlatformCapabilities.None, journal);
        GivenFunction(Resize, 256, journal);
        Applied(Prewarm("a", Resize, 2, journal).OfType<GatewayEffect.Call>().Single(), journal);

        _state = journal.Where(fact => fact is not (
                GatewayEvent.CallStarted or GatewayEvent.PlatformDescribed or GatewayEvent.CatalogLearned))
            .Aggregate(GatewayState.Empty(OperatingMode.Enforce), (state, fact) => state.Apply(fact));
        _now += Options.WarmingInterval;

        GivenPlatform(PlatformCapabilities.None).OfType<GatewayEffect.Call>().Single().Change
            .ShouldBe(new PlatformChange.KeepWarm(Resize, 3));
    }

    [Fact]
    public void No_more_calls_are_under_way_than_allowed()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var calls = Enumerable.Range(0, 5)
            .SelectMany(i => Limits($"{i}", FunctionId.Parse($"guest/f{i}"), 512)).OfType<GatewayEffect.Call>().ToList();
        calls.Count.ShouldBe(2);

        Applied(calls[0]).OfType<GatewayEffect.Call>().Count().ShouldBe(1);
    }

    [Fact]
    public void A_refusal_ends_the_wish_until_a_new_one_comes()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var call = Limits("a", Resize, 9999).OfType<GatewayEffect.Call>().Single();

        Conclude(call, new PlatformOutcome.Refused("exceeds allowed threshold")).ShouldBeEmpty();
        _state.Lanes[call.Lane].Progress.ShouldBe(new LaneProgress.Abandoned("exceeds allowed threshold"));
        Limits("b", Resize, 512).OfType<GatewayEffect.Call>().ShouldHaveSingleItem();
    }

    [Fact]
    public void An_unanswered_call_is_retried_when_its_delay_is_over()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var call = Limits("a", Resize, 512).OfType<GatewayEffect.Call>().Single();
        var wake = Conclude(call, new PlatformOutcome.Unreachable("no route")).OfType<GatewayEffect.WakeAt>().Single();

        When(new GatewayCommand.Wake(_now)).ShouldBeEmpty();
        _now = wake.Instant;

        When(new GatewayCommand.Wake(_now)).OfType<GatewayEffect.Call>().Single().ShouldBe(call);
    }

    [Fact]
    public void A_platform_that_does_not_answer_is_left_alone_and_then_probed_by_one_call()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var first = Limits("a", Resize, 512).OfType<GatewayEffect.Call>().Single();
        var second = Limits("b", Upload, 512).OfType<GatewayEffect.Call>().Single();
        Conclude(first, new PlatformOutcome.Unreachable("no route"));
        Conclude(second, new PlatformOutcome.Unreachable("no route"));

        _state.Circuit.ShouldBeOfType<Circuit.Broken>();
        Limits("c", FunctionId.Parse("guest/third"), 512).OfType<GatewayEffect.Call>().ShouldBeEmpty();

        _now += Options.BreakFor;
        var probe = When(new GatewayCommand.Wake(_now)).OfType<GatewayEffect.Call>().Single();
        Applied(probe).OfType<GatewayEffect.Call>().Count().ShouldBe(2);
    }

    [Fact]
    public void Nothing_is_called_in_observe_mode()
    {
        _state = GatewayState.Empty(OperatingMode.Observe);
        GivenPlatform(PlatformCapabilities.CpuLimits);

        Limits("a", Resize, 512).OfType<GatewayEffect.Call>().ShouldBeEmpty();
        _state.Lanes.Values.Single().Progress.ShouldBe(new LaneProgress.Waiting(0));
        _state.IsQuiet.ShouldBeTrue();
    }

    [Fact]
    public void Neither_retries_nor_warming_calls_start_while_changes_are_halted_and_both_do_afterwards()
    {
        GivenPlatform(PlatformCapabilities.None);
        GivenFunction(Resize, 256);
        var warming = Prewarm("a", Resize, 2).OfType<GatewayEffect.Call>().Single();
        Applied(warming);
        var limits = Limits("b", Upload, 512).OfType<GatewayEffect.Call>().Single();
        Conclude(limits, new PlatformOutcome.Unreachable("no route"));
        Halt();

        _now += Options.WarmingInterval;
        When(new GatewayCommand.Wake(_now)).OfType<GatewayEffect.Call>().ShouldBeEmpty();

        Resume().OfType<GatewayEffect.Call>().Select(call => call.Change).ShouldBe(
            [warming.Change, limits.Change], ignoreOrder: true);
    }

    [Fact]
    public void A_call_that_is_out_when_changes_are_halted_ends_as_it_does_and_no_other_follows()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var call = Limits("a", Resize, 512).OfType<GatewayEffect.Call>().Single();
        Limits("b", Resize, 256);
        Halt();

        Applied(call).OfType<GatewayEffect.Call>().ShouldBeEmpty();
        _state.Lanes[call.Lane].Applied.ShouldBe(call.Change);
    }

    [Fact]
    public void An_answer_to_a_call_of_an_earlier_life_is_ignored()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        var call = Limits("a", Resize, 512).OfType<GatewayEffect.Call>().Single();
        Applied(call);
        var before = _state;

        Applied(call).ShouldBeEmpty();
        _state.ShouldBe(before);
    }

    [Fact]
    public void After_a_restart_a_lane_under_way_is_called_again_and_a_settled_one_is_not()
    {
        var journal = new List<GatewayEvent>();
        GivenPlatform(PlatformCapabilities.CpuLimits, journal);
        Applied(Limits("a", Resize, 512, journal).OfType<GatewayEffect.Call>().Single(), journal);
        var lost = Limits("b", Upload, 512, journal).OfType<GatewayEffect.Call>().Single();

        _state = Recovered(journal);

        GatewayDecider.Unfinished(_state).ShouldContain(new GatewayEffect.AskCapabilities());
        GivenPlatform(PlatformCapabilities.CpuLimits).OfType<GatewayEffect.Call>().ShouldBe([lost]);
    }

    [Fact]
    public void A_wish_back_to_what_was_applied_is_called_when_another_was_called_in_between_in_an_earlier_life()
    {
        var journal = new List<GatewayEvent>();
        GivenPlatform(PlatformCapabilities.CpuLimits, journal);
        Applied(Limits("a", Resize, 256, journal).OfType<GatewayEffect.Call>().Single(), journal);
        Limits("b", Resize, 512, journal).OfType<GatewayEffect.Call>().ShouldHaveSingleItem();

        _state = Recovered(journal);
        Limits("c", Resize, 256);

        GivenPlatform(PlatformCapabilities.CpuLimits).OfType<GatewayEffect.Call>().ShouldHaveSingleItem()
            .Change.ShouldBe(new PlatformChange.SetLimits(Resize, ResourceConfiguration.Of(1, 256)));
    }

    [Fact]
    public void Warmth_that_an_earlier_life_may_have_called_is_taken_back_though_nothing_was_applied_since()
    {
        var journal = new List<GatewayEvent>();
        GivenPlatform(PlatformCapabilities.None, journal);
        GivenFunction(Resize, 256, journal);
        Applied(Prewarm("a", Resize, 2, journal).OfType<GatewayEffect.Call>().Single(), journal);
        Applied(Prewarm("b", Resize, 0, journal).OfType<GatewayEffect.Call>().Single(), journal);
        Prewarm("c", Resize, 2, journal).OfType<GatewayEffect.Call>().ShouldHaveSingleItem();

        _state = Recovered(journal);
        Prewarm("d", Resize, 0);

        GivenPlatform(PlatformCapabilities.None).OfType<GatewayEffect.Call>().ShouldHaveSingleItem()
            .Change.ShouldBe(new PlatformChange.KeepWarm(Resize, 0));
    }

    [Fact]
    public void A_wish_that_comes_after_a_newer_one_of_the_same_wisher_is_passed_over()
    {
        GivenPlatform(PlatformCapabilities.CpuLimits);
        Submit("new", 512, new WishOrder("workflow:a", 4));
        var before = _state;

        Submit("late", 256, new WishOrder("workflow:a", 2)).ShouldBeEmpty();
        _state.ShouldBe(before);

        Submit("of another", 128, new WishOrder("workflow:b", 1));
        _state.Function(Resize).Wished.ShouldBe(ResourceConfiguration.Of(1, 128));
    }

    private IReadOnlyList<GatewayEffect> Submit(string id, int megabytes, WishOrder order) => When(
        new GatewayCommand.Submit(
            new ChangeId(id), new PlatformWish.Limits(Resize, ResourceConfiguration.Of(1, megabytes)) { Order = order },
            _now));

    private static GatewayState Recovered(IEnumerable<GatewayEvent> journal) => journal
        .Where(fact => fact is not (
            GatewayEvent.CallStarted or GatewayEvent.PlatformDescribed or GatewayEvent.CatalogLearned))
        .Aggregate(GatewayState.Empty(OperatingMode.Enforce), (state, fact) => state.Apply(fact));

    private IReadOnlyList<GatewayEffect> Halt(List<GatewayEvent>? journal = null) =>
        When(new GatewayCommand.Halt("latency alarm", "ci", _now), journal);

    private IReadOnlyList<GatewayEffect> Resume() => When(new GatewayCommand.Resume("", "ci", _now));

    private static PlatformChange StemCells(params (int Megabytes, int Count)[] targets) => new PlatformChange.SetStemCells(
        [.. targets.Select(target => new StemCellTarget(Node, MemorySize.FromMegabytes(target.Megabytes), target.Count))]);

    private IReadOnlyList<GatewayEffect> GivenPlatform(
        PlatformCapabilities capabilities, List<GatewayEvent>? journal = null)
    {
        When(new GatewayCommand.LearnCatalog([Gateway.Workflow("images", ["resize", "upload"])], _now), journal);
        return When(
            new GatewayCommand.Describe(
                new PlatformDescription(
                    capabilities, MemorySize.FromMegabytes(128), MemorySize.FromMegabytes(512), CpuShare.FromCores(0.1),
                    CpuShare.FromCores(6), 30),
                _now), journal);
    }

    private void GivenFunction(FunctionId function, int megabytes, List<GatewayEvent>? journal = null) => When(
        new GatewayCommand.Identify(function, Node, ResourceConfiguration.Of(1, megabytes), _now), journal);

    // A function that is not known yet is looked up, as whoever runs the gateway does.
    private IReadOnlyList<GatewayEffect> Limits(
        string id, FunctionId function, int megabytes, List<GatewayEvent>? journal = null)
    {
        var effects = When(
            new GatewayCommand.Submit(
                new ChangeId(id), new PlatformWish.Limits(function, ResourceConfiguration.Of(1, megabytes)), _now), journal);
        return effects.OfType<GatewayEffect.LookUp>().Any()
            ? When(new GatewayCommand.Identify(function, Node, ResourceConfiguration.Of(1, 256), _now), journal)
            : effects;
    }

    private IReadOnlyList<GatewayEffect> Prewarm(
        string id, FunctionId function, int containers, List<GatewayEvent>? journal = null) => When(
        new GatewayCommand.Submit(
            new ChangeId(id), new PlatformWish.Prewarm(function, containers, containers + 1), _now), journal);

    private IReadOnlyList<GatewayEffect> Applied(GatewayEffect.Call call, List<GatewayEvent>? journal = null) =>
        Conclude(call, new PlatformOutcome.Applied(true), journal);

    private IReadOnlyList<GatewayEffect> Conclude(
        GatewayEffect.Call call, PlatformOutcome outcome, List<GatewayEvent>? journal = null) =>
        When(new GatewayCommand.Conclude(call.Lane, call.Id, call.Change, outcome, _now), journal);

    private IReadOnlyList<GatewayEffect> When(GatewayCommand command, List<GatewayEvent>? journal = null)
    {
        var decision = GatewayDecider.Decide(_state, command, Options);
        _state = decision.Events.Aggregate(_state, (state, fact) => state.Apply(fact));
        journal?.AddRange(decision.Events);
        return decision.Effects;
    }
}
