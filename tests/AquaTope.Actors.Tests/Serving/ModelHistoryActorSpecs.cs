using Akka.Actor;
using AquaTope.Actors.Serving;
using AquaTope.Models.Forecasting.Serving;
using AquaTope.Testing;
using static AquaTope.Actors.Serving.ServingProtocol;

namespace AquaTope.Actors.Tests.Serving;

public sealed class ModelHistoryActorSpecs : ActorSpec
{
    private static readonly ModelPlace March = new("model-1", "/models/march");
    private static readonly ModelPlace April = new("model-2", "/models/april");

    private IActorRef _history;

    public ModelHistoryActorSpecs() => _history = Start();

    [Fact]
    public void Followers_hear_of_every_switch()
    {
        var node = CreateTestProbe();
        _history.Tell(new FollowModel(), node);
        node.ExpectMsg<ModelServed>().Model.ShouldBeNull();

        _history.Tell(new SwitchModel(March, "ci", "first"), TestActor);

        node.ExpectMsg<ModelServed>().Model.ShouldBe(March);
        ExpectMsg<ModelServed>().Switches.ShouldHaveSingleItem().ShouldBe(
            new ModelSwitched(March, null, Time.GetUtcNow(), "ci", "first", false));
    }

    [Fact]
    public void History_and_model_in_service_survive_a_restart()
    {
        _history.Tell(new SwitchModel(March, "ci", ""), TestActor);
        _history.Tell(new SwitchModel(April, "ci", ""), TestActor);
        _history.Tell(new RollBackModel("ann", "errors grew"), TestActor);
        var before = ReceiveN(3).Cast<ModelServed>().Last();
        StopAndWait(_history);

        _history = Start();
        _history.Tell(new GetModel(), TestActor);

        var after = ExpectMsg<ModelServed>();
        after.Model.ShouldBe(March);
        after.Switches.ShouldBe(before.Switches);
        after.Switches[^1].ShouldBe(new ModelSwitched(March, April, Time.GetUtcNow(), "ann", "errors grew", true));
    }

    [Fact]
    public void A_switch_to_the_model_in_service_is_answered_and_not_written()
    {
        _history.Tell(new SwitchModel(March, "ci", ""), TestActor);
        _history.Tell(new SwitchModel(March, "ci", ""), TestActor);

        ReceiveN(2).Cast<ModelServed>().Last().Switches.Count.ShouldBe(1);
    }

    [Fact]
    public void Where_no_switch_stands_there_is_nothing_to_go_back_to()
    {
        _history.Tell(new RollBackModel("ci", ""), TestActor);

        ExpectMsg<NothingBefore>();
    }

    private IActorRef Start() => Sys.ActorOf(ModelHistoryActor.Props(Time));
}
