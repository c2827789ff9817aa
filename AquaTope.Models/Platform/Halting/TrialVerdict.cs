using AquaTope.Models.Identity;

namespace AquaTope.Models.Platform.Halting;

/// <summary>Whether a trial may run, or go on.</summary>
public enum TrialPermission
{
    /// <summary>It may.</summary>
    Granted = 0,

    /// <summary>Not now; it is asked for again, and nothing of it counts as tried.</summary>
    Postponed = 1,

    /// <summary>It may not; the study has to do without.</summary>
    Refused = 2
}

/// <summary>The gateway's word on a trial, and why.</summary>
public sealed record TrialVerdict(TrialPermission Permission, string Reason)
{
    /// <summary>What the gateway says to a trial of the workflow while it is in this state.</summary>
    public static TrialVerdict Of(GatewayState state, WorkflowId workflow) => state switch
    {
        { Managed: null } => new TrialVerdict(TrialPermission.Postponed, "the catalog has not been heard of yet"),
        { Halt: { } halt } => new TrialVerdict(
            TrialPermission.Postponed, $"changes are halted by {halt.By}{(halt.Why.Length > 0 ? $": {halt.Why}" : "")}"),
        _ when state.ModeOf(workflow) == OperatingMode.Observe =>
            new TrialVerdict(TrialPermission.Refused, "mode observe runs no trials"),
        _ => new TrialVerdict(TrialPermission.Granted, "")
    };
}
