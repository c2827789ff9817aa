namespace AquaTope.Models.Optimization;

/// <summary>
/// Chooses the plans that a study measures next. A function of its definition and the history alone: asked again with
/// the same history it answers the same, so a study can be repeated from its seed. Synchronous; may take seconds.
/// </summary>
public interface IDesigner
{
    /// <summary>The name by which commands and reports call it.</summary>
    string Name { get; }

    /// <summary>
    /// At most <paramref name="count"/> plans that are not in the history; fewer, or none, once it finds no others.
    /// </summary>
    IReadOnlyList<ResourcePlan> Suggest(StudyHistory history, int count);
}
