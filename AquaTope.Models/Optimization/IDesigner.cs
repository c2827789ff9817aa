using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Models.Optimization;

/// <summary>
/// Chooses the plans that a study measures next, and the one it answers with. A function of its definition and the
/// history alone: asked again with the same history it answers the same, so a study can be repeated from its seed.
/// Synchronous; may take seconds.
/// </summary>
public interface IDesigner
{
    /// <summary>The name by which commands and reports call it.</summary>
    string Name { get; }

    /// <summary>
    /// At most <paramref name="count"/> plans that are not in the history; fewer, or none, once it finds no others.
    /// </summary>
    IReadOnlyList<ResourcePlan> Suggest(StudyHistory history, int count);

    /// <summary>
    /// The plan to apply by what the designer believes, and why; the present one where it knows none.
    /// </summary>
    Recommendation Recommend(StudyHistory history);

    /// <summary>
    /// Why nothing was suggested for this history: the stopping rule that held, with its numbers. Asked after an empty
    /// suggestion only.
    /// </summary>
    string StopsBecause(StudyHistory history) => "the designer has no further plan";
}
