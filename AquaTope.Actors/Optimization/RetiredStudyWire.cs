using System.Text.Json.Serialization;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Wire;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using static AquaTope.Actors.Optimization.OptimizerProtocol;

namespace AquaTope.Actors.Optimization;

/// <summary>
/// Shapes of the first release: studies that knew nothing of earlier ones, and had no budget of money.
/// </summary>
internal static class RetiredStudyWire
{
    private static readonly RetiredStudyJson Json = new(WireJson.Options());

    public static IEnumerable<WireRow> Rows { get; } =
    [
        WireRow.Retired<StartStudy1, StartStudy>(
            "optimizer.start-study.1", Json.StartStudy1,
            old => new StartStudy(old.Study, old.Workflow.ToWorkflow(), old.Seed)),
        WireRow.Retired<Studies1, Studies>(
            "optimizer.studies.1", Json.Studies1,
            old => new Studies([.. old.Statuses.Select(status => status.ToStatus())])),
        WireRow.Retired<StudyDetails1, StudyDetails>(
            "optimizer.study-details.1", Json.StudyDetails1,
            old => new StudyDetails(old.Status.ToStatus(), old.Trials)),
        WireRow.Retired<StudyDefinition1, StudyEvent.StudyStarted>(
            "study.started.1", Json.StudyDefinition1, old => new StudyEvent.StudyStarted(old.ToDefinition()))
    ];
}

internal sealed record StartStudy1(StudyId Study, WorkflowShape Workflow, ulong Seed);

internal sealed record Studies1(IReadOnlyList<StudyStatus1> Statuses);

internal sealed record StudyDetails1(StudyStatus1 Status, IReadOnlyList<TrialStatus> Trials);

internal sealed record StudyStatus1(
    StudyId Study, string State, string Designer, ulong Seed, int Trials, int Measured, int Failed, ResourcePlan? Plan,
    string? Because)
{
    public StudyStatus ToStatus() =>
        new(Study, State, Designer, Seed, Trials, Measured, Failed, 0, Cost.Zero, null, Plan, Because);
}

internal sealed record StudyDefinition1(
    StudyId Study,
    WorkflowShape Workflow,
    IReadOnlyList<RangeShape> Ranges,
    IReadOnlyList<int> RangeOfStage,
    ResourcePlan Present,
    ulong Seed,
    PriceModel Prices,
    StudyOptions1 Options)
{
    public StudyDefinition ToDefinition() => new(
        Study, Workflow.ToWorkflow(), new SearchSpace([.. Ranges.Select(range => range.ToRange())], RangeOfStage),
        Present, Seed, Prices, Options.ToOptions());
}

internal sealed record StudyOptions1(
    string Designer, int Trials, int Repetitions, int Invocations, int Batch, int Attempts, TimeSpan RetryAfter,
    TrialPlacement Placement)
{
    public StudyOptions ToOptions() => new()
    {
        Designer = Designer,
        Trials = Trials,
        Repetitions = Repetitions,
        Invocations = Invocations,
        Batch = Batch,
        Attempts = Attempts,
        RetryAfter = RetryAfter,
        Placement = Placement
    };
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(StartStudy1))]
[JsonSerializable(typeof(Studies1))]
[JsonSerializable(typeof(StudyDetails1))]
[JsonSerializable(typeof(StudyDefinition1))]
internal sealed partial class RetiredStudyJson : JsonSerializerContext;
