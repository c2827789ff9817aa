using Akka.Actor;
using AquaTope.Actors.Catalog;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Workflows;
using AquaTope.Testing;
using static AquaTope.Actors.Catalog.CatalogProtocol;

namespace AquaTope.Actors.Tests.Catalog;

public sealed class CatalogActorSpecs : ActorSpec
{
    [Fact]
    public void A_registration_is_told_to_subscribers_and_survives_a_restart()
    {
        var catalog = Start();
        var subscriber = CreateTestProbe();
        catalog.Tell(new Subscribe(), subscriber);
        subscriber.ExpectMsg<CatalogChanged>().Workflows.ShouldBeEmpty();

        catalog.Tell(new RegisterWorkflow(Chain(2), false), TestActor);

        ExpectMsg<Registered>().IsNew.ShouldBeTrue();
        subscriber.ExpectMsg<CatalogChanged>().Workflows.Single().Id.ShouldBe(WorkflowId.Parse("chain"));
        StopAndWait(catalog);
        Start().Tell(new Subscribe(), TestActor);
        ExpectMsg<CatalogChanged>().Workflows.Single().IsSameAs(Chain(2)).ShouldBeTrue();
    }

    [Fact]
    public void The_same_registration_again_changes_nothing()
    {
        var catalog = Start();
        catalog.Tell(new RegisterWorkflow(Chain(2), false), TestActor);
        var version = ExpectMsg<Registered>().Catalog.Version;

        catalog.Tell(new RegisterWorkflow(Chain(2), false), TestActor);

        var again = ExpectMsg<Registered>();
        again.IsNew.ShouldBeFalse();
        again.Catalog.Version.ShouldBe(version);
    }

    [Fact]
    public void Another_workflow_under_the_same_name_is_a_conflict_unless_it_is_to_replace()
    {
        var catalog = Start();
        catalog.Tell(new RegisterWorkflow(Chain(2), false), TestActor);
        ExpectMsg<Registered>();

        catalog.Tell(new RegisterWorkflow(Chain(3), false), TestActor);
        ExpectMsg(new Conflict(WorkflowId.Parse("chain")));

        catalog.Tell(new RegisterWorkflow(Chain(3), true), TestActor);
        ExpectMsg<Registered>().Catalog.Workflows.Single().Stages.Count.ShouldBe(3);
    }

    [Fact]
    public void A_late_copy_of_an_order_does_not_undo_what_came_after_it()
    {
        var catalog = Start();
        var chain = WorkflowId.Parse("chain");
        RegisterWorkflow first = new(Chain(2), true, 0);
        catalog.Tell(first, TestActor);
        SetMode second = new(chain, OperatingMode.Observe, "ci", "", ExpectMsg<Registered>().Catalog.Version);
        catalog.Tell(second, TestActor);
        RegisterWorkflow third = new(Chain(3), true, ExpectMsg<ModeIsSet>().Catalog.Version);
        catalog.Tell(third, TestActor);
        var kept = ExpectMsg<Registered>().Catalog;

        ICatalogMessage[] late = [first, second, new RetireWorkflow(chain, second.AsOf)];
        foreach (var copy in late)
        {
            catalog.Tell(copy, TestActor);
            ExpectMsg<Outdated>().Catalog.Version.ShouldBe(kept.Version);
        }

        StopAndWait(catalog);
        var restarted = Start();
        restarted.Tell(first, TestActor);
        ExpectMsg<Outdated>().Catalog.Workflows.ShouldHaveSingleItem().IsSameAs(Chain(3)).ShouldBeTrue();
        restarted.Tell(third with { AsOf = kept.Version }, TestActor);
        ExpectMsg<Registered>().Catalog.Version.ShouldBe(kept.Version);
    }

    [Fact]
    public void A_late_copy_of_a_registration_does_not_bring_a_retired_workflow_back()
    {
        var catalog = Start();
        catalog.Tell(new RegisterWorkflow(Chain(2), false, 0), TestActor);
        ExpectMsg<Registered>();
        catalog.Tell(new RetireWorkflow(WorkflowId.Parse("chain"), 1), TestActor);
        ExpectMsg<Retired>();

        catalog.Tell(new RegisterWorkflow(Chain(2), false, 0), TestActor);
        ExpectMsg<Outdated>().Catalog.Workflows.ShouldBeEmpty();

        catalog.Tell(new RegisterWorkflow(Chain(2), false, 2), TestActor);
        ExpectMsg<Registered>().IsNew.ShouldBeTrue();
    }

    [Fact]
    public void An_order_about_another_workflow_is_not_outdated_by_a_change()
    {
        var catalog = Start();
        catalog.Tell(new RegisterWorkflow(Chain(2), false, 0), TestActor);
        ExpectMsg<Registered>();

        catalog.Tell(new RegisterWorkflow(Chain(2, "other"), false, 0), TestActor);

        ExpectMsg<Registered>().Catalog.Workflows.Count.ShouldBe(2);
    }

    [Fact]
    public void A_mode_is_told_to_subscribers_survives_a_restart_and_is_kept_by_registrations_that_say_none()
    {
        var catalog = Start();
        var chain = WorkflowId.Parse("chain");
        catalog.Tell(new SetMode(chain, OperatingMode.Canary, "ci", ""), TestActor);
        ExpectMsg(new UnknownWorkflow(chain));
        catalog.Tell(new RegisterWorkflow(Chain(2), false), TestActor);
        ExpectMsg<Registered>();
        var subscriber = CreateTestProbe();
        catalog.Tell(new Subscribe(), subscriber);
        subscriber.ExpectMsg<CatalogChanged>();

        catalog.Tell(new SetMode(chain, OperatingMode.Canary, "ci", "trusted again"), TestActor);
        ExpectMsg<ModeIsSet>().Catalog.Workflows.Single().Mode.ShouldBe(OperatingMode.Canary);
        subscriber.ExpectMsg<CatalogChanged>().Workflows.Single().Mode.ShouldBe(OperatingMode.Canary);
        catalog.Tell(new SetMode(chain, OperatingMode.Canary, "ci", "said again"), TestActor);
        ExpectMsg<ModeIsSet>();
        subscriber.ExpectNoMsg(TimeSpan.Zero);

        catalog.Tell(new RegisterWorkflow(Chain(3), true), TestActor);
        ExpectMsg<Registered>().Catalog.Workflows.Single().Mode.ShouldBe(OperatingMode.Canary);
        catalog.Tell(new RegisterWorkflow(Chain(3).With(OperatingMode.Observe), false), TestActor);
        ExpectMsg<Registered>().IsNew.ShouldBeFalse();
        StopAndWait(catalog);
        var restarted = Start();
        restarted.Tell(new Subscribe(), TestActor);
        ExpectMsg<CatalogChanged>().Workflows.Single().Mode.ShouldBe(OperatingMode.Observe);
        restarted.Tell(new SetMode(chain, null, "ci", ""), TestActor);
        FishForMessage<ModeIsSet>(_ => true).Catalog.Workflows.Single().Mode.ShouldBeNull();
    }

    [Fact]
    public void A_retired_workflow_is_gone_and_an_unknown_one_is_named()
    {
        var catalog = Start();
        catalog.Tell(new RegisterWorkflow(Chain(2), false), TestActor);
        ExpectMsg<Registered>();

        catalog.Tell(new RetireWorkflow(WorkflowId.Parse("chain")), TestActor);
        ExpectMsg<Retired>().Catalog.Workflows.ShouldBeEmpty();
        catalog.Tell(new RetireWorkflow(WorkflowId.Parse("chain")), TestActor);
        ExpectMsg(new UnknownWorkflow(WorkflowId.Parse("chain")));
    }

    private IActorRef Start() => Sys.ActorOf(CatalogActor.Props());

    private static Workflow Chain(int length, string name = "chain")
    {
        var stages = Enumerable.Range(0, length).Select(i => new Stage(
            new StageName($"s{i}"), FunctionId.Parse($"guest/f{i}"), i == 0 ? [] : [new StageName($"s{i - 1}")]));
        Workflow.TryCreate(
                WorkflowId.Parse(name), [.. stages], new QosTarget(TimeSpan.FromSeconds(2)), "{}", out var workflow,
                out _)
            .ShouldBeTrue();
        return workflow;
    }
}
