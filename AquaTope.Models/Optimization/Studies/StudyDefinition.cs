using AquaTope.Models.Pricing;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Optimization.Studies;

/// <summary>Everything a study rests on; with it and the measurements, every suggestion can be made again.</summary>
/// <param name="Id">Which study it is.</param>
/// <param name="Workflow">The workflow as it was when the study began.</param>
/// <param name="Space">The plans to choose from.</param>
/// <param name="Present">
/// The plan in force at its beginning: trial 0, and the answer if nothing better is found.
/// </param>
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
    /// <summary>What the study before this one found out; <see langword="null"/> for a workflow's first.</summary>
    public EarlierEvidence? Earlier { get; init; }

    /// <summary>
    /// Runs of the workflow in one trial: one that warms the containers, and those that are measured.
    /// </summary>
    public int RunsPerTrial => Options.Repetitions + 1;

    /// <summary>Function invocations of one trial.</summary>
    public int InvocationsPerTrial => RunsPerTrial * Workflow.Stages.Count;

    /// <summary>How many further trials the budgets of trials and invocations allow.</summary>
    /// <param name="begun">Trials begun.</param>
    /// <param name="repeated">Attempts at them beyond the first ones.</param>
    public int TrialsLeft(int begun, int repeated = 0) => Math.Max(
        0, Math.Min(Options.Trials, Options.Invocations / InvocationsPerTrial - repeated) - begun);
}
