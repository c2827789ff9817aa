using AquaTope.Models.Identity;

namespace AquaTope.Models.Optimization.Studies;

/// <summary>One study of a workflow; the generation counts its studies from 1.</summary>
public readonly record struct StudyId(WorkflowId Workflow, int Generation)
{
    /// <summary>The seed of this study under a node's seed: 53 bits, which every reader of JSON keeps.</summary>
    public ulong SeedFrom(ulong root) => StableHash.Of(Workflow.Value, (long)root, Generation) >> 11;

    public override string ToString() => $"{Workflow}-{Generation}";
}
