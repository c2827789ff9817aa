using Akka.Actor;
using Akka.TestKit;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Pacing;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;
using AquaTope.Testing;
using static AquaTope.Actors.Tests.Optimization.ActorStudies;

namespace AquaTope.Actors.Tests.Pacing;

public sealed class MetronomeActorSpecs : ActorSpec
{
    private readonly TestProbe _catalog;
    private readonly TestProbe _functions;
    private readonly TestProbe _workflows;
    private readonly IActorRef _metronome;

    public MetronomeActorSpecs()
    {
        _catalog = CreateTestProbe();
        _functions = CreateTestProbe();
        _workflows = CreateTestProbe();
        _metronome = Sys.ActorOf(MetronomeActor.Props(new PacingOptions(), Time, _catalog, _functions, _workflows));
    }

    [Fact]
    public void Each_tick_asks_the_catalog_anew_since_a_restarted_one_knows_no_subscribers()
    {
        _catalog.ExpectMsg<CatalogProtocol.Subscribe>();
        Tell(1, Definition);
        _workflows.ExpectMsg<WorkflowProtocol.Manage>();

        Time.Advance(WindowLength.OneMinute.Duration + TimeSpan.FromSeconds(2));

        _catalog.ExpectMsg<CatalogProtocol.Subscribe>();
    }

    [Fact]
    public void A_catalog_older_than_the_one_known_is_passed_over()
    {
        Tell(2, Definition);
        _workflows.ExpectMsg<WorkflowProtocol.Manage>();

        Tell(1);
        Tell(3);

        _workflows.ExpectMsg(new WorkflowProtocol.Retire(Definition.Id, 3));
        Tell(4, Definition);
        _workflows.ExpectMsg<WorkflowProtocol.Manage>();
        _workflows.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_function_that_no_workflow_uses_any_more_is_retired_with_its_workflow()
    {
        Tell(1, Definition);
        Tell(2);

        _workflows.FishForMessage(message => message is WorkflowProtocol.Retire);
        _functions.FishForMessage(message => message is FunctionProtocol.Retire);
    }

    [Fact]
    public void What_is_retired_is_told_so_with_each_tick_until_it_has_answered()
    {
        Tell(1, Definition);
        Tell(2);
        _workflows.FishForMessage(message => message is WorkflowProtocol.Retire);

        Tell(2);
        _workflows.ExpectMsg(new WorkflowProtocol.Retire(Definition.Id, 2));
        _workflows.Reply(new WorkflowProtocol.Retired(Definition.Id, 1));
        Tell(2);
        _workflows.ExpectMsg(new WorkflowProtocol.Retire(Definition.Id, 2), hint: "the answer was to an earlier one");
        _workflows.Reply(new WorkflowProtocol.Retired(Definition.Id, 2));
        Tell(2);
        Tell(3, Definition);
        _workflows.ExpectMsg<WorkflowProtocol.Manage>();
    }

    [Fact]
    public void A_metronome_that_begins_anew_learns_from_the_catalog_what_was_retired()
    {
        _metronome.Tell(new CatalogProtocol.CatalogChanged(5, [])
        {
            Retired = [new CatalogProtocol.RetiredWorkflow(Definition.Id, 4)]
        }, _catalog);

        _workflows.ExpectMsg(new WorkflowProtocol.Retire(Definition.Id, 4));
    }

    private void Tell(long version, params Workflow[] workflows) =>
        _metronome.Tell(new CatalogProtocol.CatalogChanged(version, workflows), _catalog);
}
