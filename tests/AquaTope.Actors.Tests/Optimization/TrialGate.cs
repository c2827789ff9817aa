using Akka.Actor;
using AquaTope.Models.Platform.Halting;
using static AquaTope.Actors.Platform.PlatformGatewayProtocol;

namespace AquaTope.Actors.Tests.Optimization;

/// <summary>Stands in for the gateway before trials: says of every trial what the test told it last.</summary>
internal sealed class TrialGate : ReceiveActor
{
    private TrialVerdict _verdict = new(TrialPermission.Granted, "");

    public TrialGate()
    {
        Receive<TrialVerdict>(verdict =>
        {
            _verdict = verdict;
            Sender.Tell(verdict);
        });
        Receive<MayTry>(question => Sender.Tell(new TrialJudged(question.Workflow, _verdict)));
    }
}
