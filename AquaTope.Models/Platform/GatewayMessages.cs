using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Models.Platform;

/// <summary>What the gateway is asked or told.</summary>
public abstract record GatewayCommand
{
    private GatewayCommand()
    {
    }

    public sealed record Submit(ChangeId Id, PlatformWish Wish, DateTimeOffset Now) : GatewayCommand;

    /// <summary>The platform said what it can do.</summary>
    public sealed record Describe(PlatformDescription Platform, DateTimeOffset Now) : GatewayCommand;

    /// <summary>The platform said what kind a function is and which limits it has.</summary>
    public sealed record Identify(FunctionId Function, RuntimeKind Kind, ResourceConfiguration Resources, DateTimeOffset Now)
        : GatewayCommand;

    /// <summary>A call ended.</summary>
    public sealed record Conclude(LaneKey Lane, ChangeId Id, PlatformChange Change, PlatformOutcome Outcome, DateTimeOffset Now)
        : GatewayCommand;

    /// <summary>Change nothing from now on.</summary>
    public sealed record Halt(string Why, string By, DateTimeOffset Now) : GatewayCommand;

    /// <summary>Go on with the newest wishes.</summary>
    public sealed record Resume(string Why, string By, DateTimeOffset Now) : GatewayCommand;

    /// <summary>An instant asked for by <see cref="GatewayEffect.WakeAt"/> has come.</summary>
    public sealed record Wake(DateTimeOffset Now) : GatewayCommand;
}

/// <summary>
/// What happened at the gateway. The last four are not journaled: they concern calls of this process only.
/// </summary>
public abstract record GatewayEvent
{
    private GatewayEvent()
    {
    }

    public sealed record PrewarmWished(ChangeId Id, FunctionId Function, int Containers, int Together)
        : GatewayEvent;

    public sealed record LimitsWished(ChangeId Id, FunctionId Function, ResourceConfiguration Resources) : GatewayEvent;

    public sealed record FunctionIdentified(FunctionId Function, RuntimeKind Kind, ResourceConfiguration Resources)
        : GatewayEvent;

    public sealed record ChangeApplied(ChangeId Id, PlatformChange Change, bool Changed, DateTimeOffset At) : GatewayEvent;

    public sealed record ChangeAbandoned(ChangeId Id, LaneKey Lane, string Reason) : GatewayEvent;

    /// <summary>No call starts any more.</summary>
    public sealed record ChangesHalted(string Why, string By, DateTimeOffset At) : GatewayEvent;

    /// <summary>Calls start again.</summary>
    public sealed record ChangesResumed(string Why, string By, DateTimeOffset At) : GatewayEvent;

    public sealed record PlatformDescribed(PlatformDescription Platform) : GatewayEvent;

    public sealed record CallStarted(LaneKey Lane, ChangeId Id) : GatewayEvent;

    public sealed record CallUnanswered(LaneKey Lane, string Reason, DateTimeOffset RetryAt, Circuit Circuit) : GatewayEvent;

    public sealed record RetryDue(LaneKey Lane) : GatewayEvent;
}

/// <summary>What the gateway wants done.</summary>
public abstract record GatewayEffect
{
    private GatewayEffect()
    {
    }

    /// <summary>Ask the platform what it can do.</summary>
    public sealed record AskCapabilities : GatewayEffect;

    /// <summary>Ask the platform for a function's kind and limits.</summary>
    public sealed record LookUp(FunctionId Function) : GatewayEffect;

    /// <summary>Apply the change and tell the outcome.</summary>
    public sealed record Call(LaneKey Lane, ChangeId Id, PlatformChange Change) : GatewayEffect;

    /// <summary>Come back at the instant.</summary>
    public sealed record WakeAt(DateTimeOffset Instant) : GatewayEffect;
}
