using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.OpenWhisk.Trials;

/// <summary>The functions themselves, under the trial's limits while it runs.</summary>
internal sealed class LimitsInPlace(
    FunctionLimits limits, TrialOrder order, ILogger<OpenWhiskPlatform> logger) : ITrialGround
{
    private readonly Dictionary<FunctionId, ResourceConfiguration> _former = [];

    public string PathOf(int stage) => OpenWhiskClient.PathOf(order.Workflow.Stages[stage].Function);

    public async Task<TrialOutcome?> PrepareAsync(CancellationToken cancellation)
    {
        var wanted = new Dictionary<FunctionId, ResourceConfiguration>();
        foreach (var (stage, resources) in order.Workflow.Stages.Zip(order.Plan.Stages))
            if (!wanted.TryAdd(stage.Function, resources) && wanted[stage.Function] != resources)
                return new TrialOutcome.NotRun(
                    $"two stages share {stage.Function} under different limits; only shadow copies can measure that");

        foreach (var stage in order.Workflow.Stages)
            if (await ChangeAsync(stage.Name, stage.Function, wanted[stage.Function], cancellation) is { } failure)
                return failure;
        return null;
    }

    public async Task<bool> ClearAsync()
    {
        var cleared = true;
        foreach (var (function, resources) in _former)
        {
            if (await limits.SetAsync(function, resources, null, CancellationToken.None) is PlatformOutcome.Applied)
                continue;
            cleared = false;
            logger.LogWarning(
                "{Function} is left with the limits of trial {Trial} for now; its former ones are {Resources}",
                function, order.Id, resources);
        }
        return cleared;
    }

    private ResourceConfiguration? FormerOf(FunctionId function)
    {
        if (order.Former is not { } former) return null;
        for (var stage = 0; stage < former.Stages.Count; stage++)
            if (order.Workflow.Stages[stage].Function == function)
                return former.Stages[stage];
        return null;
    }

    private async Task<TrialOutcome?> ChangeAsync(
        Models.Workflows.StageName stage, FunctionId function, ResourceConfiguration wanted,
        CancellationToken cancellation)
    {
        switch (await limits.FindAsync(function, cancellation))
        {
            case FunctionLookup.Missing: return new TrialOutcome.NotRun($"{function} is not deployed on the platform");
            case FunctionLookup.Unreachable(var reason): return new TrialOutcome.NotRun(reason);
            case FunctionLookup.Found { Kind.Value: "sequence" }:
                return new TrialOutcome.NotRun(
                    $"stage '{stage}' runs {function}, a sequence without limits of its own; name its parts as stages");
            case FunctionLookup.Found found: _former.TryAdd(function, FormerOf(function) ?? found.Resources); break;
        }
        return await limits.SetAsync(function, wanted, null, cancellation) switch
        {
            PlatformOutcome.Applied => null,
            PlatformOutcome.Refused(var reason) when reason.Contains("allowed threshold", StringComparison.Ordinal) =>
                new TrialOutcome.Failed(stage, reason),
            PlatformOutcome.Refused(var reason) => new TrialOutcome.NotRun(reason),
            PlatformOutcome.Unreachable(var reason) => new TrialOutcome.NotRun(reason),
            _ => throw new InvalidOperationException("A change is applied, refused or unanswered.")
        };
    }
}
