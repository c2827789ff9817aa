using Akka.Actor;
using Akka.TestKit;
using AquaTope.Actors.Optimization;
using AquaTope.Models.Platform.Trials;
using AquaTope.Testing;
using static AquaTope.Actors.Tests.Optimization.ActorStudies;

namespace AquaTope.Actors.Tests.Optimization;

/// <summary>
/// A study before a scripted platform, and a gateway that says of its trials what the test has told it.
/// </summary>
public abstract class StudySpec : ActorSpec
{
    protected StudySpec()
    {
        Optimizer = CreateTestProbe();
        Workflows = CreateTestProbe();
        Gateway = CreateTestProbe();
        Gate = Sys.ActorOf(Props.Create(() => new TrialGate(Gateway.Ref)));
    }

    protected ScriptedPlatform Platform { get; } = new();

    protected TestProbe Optimizer { get; }

    protected TestProbe Workflows { get; }

    /// <summary>Hears which trials in place are over.</summary>
    protected TestProbe Gateway { get; }

    protected IActorRef Gate { get; }

    protected IActorRef Create(OptimizerSettings? settings = null) => Sys.ActorOf(StudyActor.Props(
        Study, settings ?? StudySettings, Platform, Time, Optimizer.Ref, Workflows.Ref, Gate));

    protected void Say(TrialPermission permission)
    {
        Gate.Tell(new TrialVerdict(permission, "as the test says"), TestActor);
        ExpectMsg<TrialVerdict>();
    }

    protected void GrantPermit()
    {
        Optimizer.FishForMessage(message => message is OptimizerProtocol.RequestPermit);
        Optimizer.Reply(new OptimizerProtocol.PermitGranted());
    }

    /// <summary>Returns once the study has worked off its mailbox.</summary>
    protected void AwaitHandled(IActorRef study)
    {
        study.Tell(new OptimizerProtocol.GetStudy(Definition.Id), TestActor);
        ExpectMsg<OptimizerProtocol.StudyDetails>();
    }
}
