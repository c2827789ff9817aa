using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Actors.Optimization;

/// <summary>What has to be known of the platform before a study begins.</summary>
public abstract record StudyPreparation
{
    private StudyPreparation()
    {
    }

    /// <summary>The plans to choose from, and the one in force.</summary>
    public sealed record Ready(SearchSpace Space, ResourcePlan Present) : StudyPreparation;

    /// <summary>The study cannot begin now.</summary>
    public sealed record NotReady(string Reason) : StudyPreparation;

    /// <summary>Asks the platform what it can do and which limits the workflow's functions have.</summary>
    public static async Task<StudyPreparation> AskAsync(
        IPlatform platform, Workflow workflow, ResourceRange range, CancellationToken cancellation)
    {
        var description = await platform.DescribeAsync(cancellation);
        if (!range.TryNarrow(description, out var narrowed, out var problem)) return new NotReady(problem);

        var present = new Dictionary<FunctionId, ResourceConfiguration>();
        foreach (var function in workflow.Functions)
            switch (await platform.FindAsync(function, cancellation))
            {
                case FunctionLookup.Found found:
                    present[function] = found.Resources;
                    break;
                case FunctionLookup.Missing:
                    return new NotReady($"the platform has no function {function}");
                case FunctionLookup.Unreachable unreachable:
                    return new NotReady($"the platform did not say how {function} runs: {unreachable.Reason}");
            }
        return new Ready(
            SearchSpace.Of(workflow, narrowed),
            new ResourcePlan([.. workflow.Stages.Select(stage => present[stage.Function])]));
    }
}
