using AquaTope.Faults.Schedule;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Quantities;

namespace AquaTope.Faults.Worlds.Nodes;

/// <summary>
/// A designer that costs nothing: 16 MB more or less for each trial. Sometimes it breaks down.
/// </summary>
internal sealed class StepwiseDesigner(StudyDefinition study, FaultSchedule faults) : IDesigner
{
    public const string DesignerName = "stepwise";

    public string Name => DesignerName;

    public IReadOnlyList<ResourcePlan> Suggest(StudyHistory history, int count)
    {
        Break();
        return [.. Enumerable.Range(history.NextNumber, count).Select(Plan)];
    }

    public Recommendation Recommend(StudyHistory history)
    {
        Break();
        return Recommendation.From(study, history);
    }

    private ResourcePlan Plan(int number) => new(
        [.. study.Present.Stages.Select(stage => stage with
        {
            Memory = MemorySize.FromMegabytes(
                Math.Clamp(256 + 32 * ((number % 2 == 0 ? number : -number) + study.Id.Generation), 128, 1024))
        })]);

    private void Break()
    {
        if (faults.StrikeAt($"designer {study.Id}", FaultKind.DesignerBroke) is not null)
            throw new SimulatedFaultException("the designer lost its way");
    }
}
