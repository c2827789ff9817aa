using AquaTope.Models.Identity;

namespace AquaTope.Models.Platform.Trials;

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
    /// <param name="state">The gateway.</param>
    /// <param name="workflow">The workflow.</param>
    /// <param name="functions">
    /// The functions that it is to run on themselves, which need not be those that the workflow has by now;
    /// <see langword="null"/> for one that runs on copies.
    /// </param>
    /// <param name="isRunning">Whether it runs already.</param>
    public static TrialVerdict Of(
        GatewayState state, WorkflowId workflow, IReadOnlyList<FunctionId>? functions, bool isRunning)
    {
        if (state.Managed is null) return Postponed("the catalog has not been heard of yet");
        if (state.Halt is { } halt)
            return Postponed($"changes are halted by {halt.By}{(halt.Why.Length > 0 ? $": {halt.Why}" : "")}");
        if (state.ModeOf(workflow) == OperatingMode.Observe)
            return new TrialVerdict(TrialPermission.Refused, "mode observe runs no trials");
        return functions is not null && Obstacle(state, workflow, functions, isRunning) is { } reason
            ? Postponed(reason)
            : new TrialVerdict(TrialPermission.Granted, "");
    }

    private static TrialVerdict Postponed(string reason) => new(TrialPermission.Postponed, reason);

    // What a trial in place must not meet: limits that are being changed, or that nobody could put back.
    private static string? Obstacle(
        GatewayState state, WorkflowId workflow, IReadOnlyList<FunctionId> functions, bool isRunning)
    {
        if (state.Trials.ContainsKey(workflow)) return null;
        if (isRunning) return "it was given up";
        if (functions.Count == 0) return $"nothing is known of the functions of {workflow}";
        foreach (var function in functions)
        {
            if (state.Function(function).Present is null) return $"the limits of {function} are not known yet";
            if (state.IsOnTrial(function)) return $"another trial runs on {function}";
            if (state.IsOnItsWay(function)) return $"the limits of {function} are being changed";
        }
        return null;
    }
}
