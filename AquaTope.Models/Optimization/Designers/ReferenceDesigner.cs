using AquaTope.Models.Optimization.BlackBox.Designers;
using AquaTope.Models.Optimization.Studies;

namespace AquaTope.Models.Optimization.Designers;

/// <summary>
/// The resource manager that AQUATOPE (ASPLOS'23) describes: it sees what a run costs and how long it takes from end to
/// end, and nothing of the stages.
/// </summary>
public sealed class ReferenceDesigner(StudyDefinition study) : IDesigner
{
    public const string DesignerName = ReferencePointDesigner.DesignerName;

    // A space that leaves nothing to choose has one plan and no point.
    private readonly ReferencePointDesigner? _designer = study.Space.Dimensions > 0
        ? new ReferencePointDesigner(BlackBoxStudy.SpaceOf(study.Space), study.Seed)
        : null;

    public string Name => DesignerName;

    public IReadOnlyList<ResourcePlan> Suggest(StudyHistory history, int count) => _designer is null
        ? PointSequence.Untried(study.Space, _ => [], history, count)
        :
        [
            .. _designer
                .Suggest(BlackBoxStudy.Known(study, history), BlackBoxStudy.Pending(study, history), count)
                .Select(point => study.Space.ToPlan(point)).Where(plan => !history.Contains(plan))
        ];

    public Recommendation Recommend(StudyHistory history) => Recommendation.From(study, history);
}
