using System.Text;
using AquaTope.Actors.Optimization;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Designers;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Actors.Tests.Optimization;

/// <summary>A workflow of one function and what its studies are run with.</summary>
internal static class ActorStudies
{
    public static Workflow Definition { get; } = Read("""{"name":"w","functions":["f"],"qos":1}""");

    public static StudyId Study { get; } = new(Definition.Id, 1);

    public static OptimizerProtocol.StartStudy Start { get; } = new(Study, Definition, 17);

    /// <summary>Three trials of two runs each, each retried once.</summary>
    public static OptimizerSettings StudySettings { get; } = new()
    {
        Study = new StudyOptions
        {
            Trials = 3,
            Repetitions = 2,
            Attempts = 2,
            RetryAfter = TimeSpan.FromSeconds(5),
            Designer = "stepwise"
        },
        Designers = DesignerCatalog.Standard.With("stepwise", study => new StepwiseDesigner(study))
    };

    public static ResourcePlan Plan(int megabytes) => new([ResourceConfiguration.Of(1, megabytes)]);

    public static TrialOutcome.Measured Took(params double[] seconds) => new(
        [.. seconds.Select(TimeSpan.FromSeconds).Select(latency => new WorkflowRun([latency], latency))]);

    private static Workflow Read(string json) =>
        WorkflowDocument.TryRead(Encoding.UTF8.GetBytes(json), "guest", out var workflow, out var problem)
            ? workflow
            : throw new InvalidOperationException(problem.ToString());

    /// <summary>Suggests 129, 130, 131 … MB: one more than there are trials.</summary>
    private sealed class StepwiseDesigner(StudyDefinition study) : IDesigner
    {
        public string Name => "stepwise";

        public IReadOnlyList<ResourcePlan> Suggest(StudyHistory history, int count) =>
            [.. Enumerable.Range(history.NextNumber + 128, count).Select(Plan)];

        public Recommendation Recommend(StudyHistory history) => Recommendation.From(study, history);
    }
}
