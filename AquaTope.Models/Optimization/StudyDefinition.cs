using AquaTope.Models.Pricing;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Optimization;

/// <summary>Everything a study rests on; with it and the measurements, every suggestion can be made again.</summary>
/// <param name="Id">Which study it is.</param>
/// <param name="Workflow">The workflow as it was when the study began.</param>
/// <param name="Space">The plans to choose from.</param>
/// <param name="Present">The plan in force at its beginning: trial 0, and the answer if nothing better is found.</param>
/// <param name="Seed">The seed of every draw of the designer.</param>
/// <param name="Prices">What runs cost.</param>
/// <param name="Options">Designer and budget.</param>
public sealed record StudyDefinition(
    StudyId Id,
    Workflow Workflow,
    SearchSpace Space,
    ResourcePlan Present,
    ulong Seed,
    PriceModel Prices,
    StudyOptions Options)
{
    /// <summary>Function invocations of one trial.</summary>
    public int InvocationsPerTrial => Options.Repetitions * Workflow.Stages.Count;

    /// <summary>How many further trials the budget allows after so many.</summary>
    public int TrialsLeft(int begun) => Math.Max(
        0, Math.Min(Options.Trials, Options.Invocations / InvocationsPerTrial) - begun);
}
