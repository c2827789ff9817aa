namespace AquaTope.Faults.Schedule;

/// <summary>What a schedule does to the control plane.</summary>
internal enum FaultKind
{
    /// <summary>A message between actors never arrives.</summary>
    MessageLost = 0,

    /// <summary>A message between actors arrives twice, the second time perhaps much later.</summary>
    MessageDoubled = 1,

    /// <summary>A message between actors arrives late, after others that were sent later.</summary>
    MessageDelayed = 2,

    /// <summary>A call of the platform never reaches it; the caller is told that nobody answered.</summary>
    CallLost = 3,

    /// <summary>The platform does what it was asked, and its reply is lost.</summary>
    ReplyLost = 4,

    /// <summary>The platform answers late, yet within the caller's patience.</summary>
    ReplyDelayed = 5,

    /// <summary>A call of the platform arrives twice.</summary>
    CallDoubled = 6,

    /// <summary>The platform says at once that it cannot now.</summary>
    PlatformBusy = 7,

    /// <summary>A write is not stored, and fails.</summary>
    WriteFailed = 8,

    /// <summary>A write is stored, and fails all the same: the answer of the database was lost.</summary>
    WriteStoredYetFailed = 9,

    /// <summary>A write is stored and answered late.</summary>
    WriteDelayed = 10,

    /// <summary>A journal cannot be read when an actor comes back.</summary>
    RecoveryFailed = 11,

    /// <summary>An actor breaks down and its supervisor restarts it at once.</summary>
    ActorRestarted = 12,

    /// <summary>An actor is killed and comes back as its supervision provides.</summary>
    ActorKilled = 13,

    /// <summary>The process ends at once: what was not written is gone. Another begins from the journal.</summary>
    NodeKilled = 14,

    /// <summary>The process stops in order, and another begins from the journal.</summary>
    NodeStopped = 15,

    /// <summary>
    /// The gateway's node is cut off: it hears and reaches nobody but the platform and the journal, and
    /// another node takes the gateway over.
    /// </summary>
    GatewayCutOff = 16,

    /// <summary>A forecaster throws.</summary>
    ForecasterBroke = 17,

    /// <summary>A designer throws.</summary>
    DesignerBroke = 18,

    /// <summary>An invoker of the platform restarts and keeps the stem cells of its own manifest.</summary>
    InvokerRestarted = 19
}
