using AquaTope.Models.Identity;

namespace AquaTope.Models.Workflows;

/// <summary>
/// One step of a workflow: a function that runs once every stage in <paramref name="After"/> has ended.
/// </summary>
public sealed record Stage(StageName Name, FunctionId Function, IReadOnlyList<StageName> After);
