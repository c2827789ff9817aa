using Akka.Actor;
using Akka.TestKit;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Identity;
using AquaTope.Testing;
using static AquaTope.Actors.Optimization.OptimizerProtocol;
using static AquaTope.Actors.Tests.Optimization.ActorStudies;

namespace AquaTope.Actors.Tests.Optimization;

public sealed class OptimizerActorSpecs : ActorSpec
{
    private readonly ScriptedPlatform _platform = new();
    private readonly TestProbe _workflows;
    private readonly IActorRef _optimizer;

    public OptimizerActorSpecs()
    {
        _workflows = CreateTestProbe();
        _optimizer = Sys.ActorOf(OptimizerActor.Props(
            StudySettings, _platform, Time, _workflows.Ref, Sys.ActorOf(Props.Create(() => new TrialGate(null)))));
    }

    [Fact]
    public void A_study_is_run_by_a_child_and_its_answer_goes_to_the_workflow()
    {
        _optimizer.Tell(Start);
        _platform.AnswerTrial(Took(0.5, 0.5));
        _platform.AnswerTrial(Took(0.3, 0.3));
        _platform.AnswerTrial(Took(0.4, 0.4));

        _workflows.ExpectMsg<WorkflowProtocol.SettleStudy>().Plan.ShouldBe(Plan(129));
    }

    [Fact]
    public void A_study_asked_for_twice_runs_once_and_answers_again_when_it_is_settled()
    {
        _optimizer.Tell(Start);
        _optimizer.Tell(Start);
        _platform.AnswerTrial(Took(0.5, 0.5)).Id.Number.ShouldBe(0);
        _platform.AnswerTrial(Took(0.3, 0.3)).Id.Number.ShouldBe(1);
        _platform.AnswerTrial(Took(0.4, 0.4)).Id.Number.ShouldBe(2);
        var answer = _workflows.ExpectMsg<WorkflowProtocol.SettleStudy>();

        _optimizer.Tell(Start);

        _workflows.ExpectMsg(answer);
        _platform.HasCall.ShouldBeFalse();
    }

    [Fact]
    public void A_newer_study_takes_the_place_of_an_older_one()
    {
        _optimizer.Tell(Start);
        _platform.TakeTrial();

        _optimizer.Tell(Start with { Study = Study with { Generation = 2 } });
        _optimizer.Tell(Start);

        _platform.AnswerTrial(Took(0.5, 0.5));
        _platform.AnswerTrial(Took(0.3, 0.3));
        _platform.AnswerTrial(Took(0.4, 0.4));
        _workflows.ExpectMsg<WorkflowProtocol.SettleStudy>().Study.Generation.ShouldBe(2);
    }

    [Fact]
    public void Studies_are_listed_and_shown_trial_by_trial()
    {
        _optimizer.Tell(Start);
        _platform.AnswerTrial(Took(0.5, 0.5));
        _platform.TakeTrial();

        AwaitAssert(() =>
        {
            _optimizer.Tell(new GetStudies(), TestActor);
            var status = ExpectMsg<Studies>().Statuses.ShouldHaveSingleItem();
            status.State.ShouldBe("running");
            status.Measured.ShouldBe(1);
            status.Trials.ShouldBe(2);
        });
        _optimizer.Tell(new GetStudy(Definition.Id), TestActor);
        ExpectMsg<StudyDetails>().Trials.Count.ShouldBe(2);
        _optimizer.Tell(new GetStudy(WorkflowId.Parse("other")), TestActor);
        ExpectMsg(new UnknownStudy(WorkflowId.Parse("other")));
    }

    [Fact]
    public void Permits_are_granted_in_the_order_they_are_asked_for_and_only_as_many_as_there_are()
    {
        var (first, second) = (CreateTestProbe(), CreateTestProbe());
        first.Send(_optimizer, new RequestPermit());
        first.ExpectMsg<PermitGranted>();
        second.Send(_optimizer, new RequestPermit());
        AwaitHandled();
        second.ExpectNoMsg(TimeSpan.Zero);

        first.Send(_optimizer, new ReturnPermit());

        second.ExpectMsg<PermitGranted>();
    }

    [Fact]
    public void The_permit_of_a_holder_that_dies_is_granted_to_the_next()
    {
        var (holder, next) = (CreateTestProbe(), CreateTestProbe());
        holder.Send(_optimizer, new RequestPermit());
        holder.ExpectMsg<PermitGranted>();
        next.Send(_optimizer, new RequestPermit());

        Sys.Stop(holder.Ref);

        next.ExpectMsg<PermitGranted>();
    }

    [Fact]
    public void A_study_whose_write_failed_comes_back_and_goes_on()
    {
        _optimizer.Tell(Start);
        _platform.AnswerTrial(Took(0.5, 0.5));
        _platform.TakeTrial().Plan.ShouldBe(Plan(129));

        Sys.ActorSelection(_optimizer.Path / "w-1" / "study").Tell(PoisonPill.Instance);

        _platform.AnswerTrial(Took(0.3, 0.3)).Plan.ShouldBe(Plan(129));
    }

    private void AwaitHandled()
    {
        _optimizer.Tell(new GetStudies(), TestActor);
        ExpectMsg<Studies>();
    }
}
