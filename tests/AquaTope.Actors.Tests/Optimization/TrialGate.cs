using Akka.Actor;
using AquaTope.Models.Platform.Trials;
using static AquaTope.Actors.Platform.PlatformGatewayProtocol;

namespace AquaTope.Actors.Tests.Optimization;

/// <summary>
/// Stands in for the gateway before trials: says of every trial what the test told it last, and nothing after <see
/// cref="Silence"/>. Tells a listener, where there is one, which trials in place are over.
/// </summary>
internal sealed class TrialGate : ReceiveActor
{
    private TrialVerdict? _verdict = new(TrialPermission.Granted, "");

    public TrialGate(IActorRef? listener)
    {
        Receive<Silence>(silence =>
        {
            _verdict = null;
            Sender.Tell(silence);
        });
        Receive<TrialOver>(over => listener?.Tell(over));
        Receive<TrialVerdict>(verdict =>
        {
            _verdict = verdict;
            Sender.Tell(verdict);
        });
        Receive<MayTry>(question =>
        {
            if (_verdict is not null) Sender.Tell(new TrialJudged(question.Workflow, _verdict));
        });
    }

    /// <summary>Say nothing any more.</summary>
    public sealed record Silence;
}
