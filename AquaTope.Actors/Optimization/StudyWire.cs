using System.Text.Json;
using System.Text.Json.Serialization;
using AquaTope.Actors.Catalog;
using AquaTope.Actors.Wire;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;
using static AquaTope.Actors.Optimization.OptimizerProtocol;

namespace AquaTope.Actors.Optimization;

/// <summary>The optimizer's and the studies' rows of the wire table.</summary>
internal static class StudyWire
{
    private static readonly StudyJson Json = new(WireJson.Options());

    public static IEnumerable<WireRow> Rows { get; } =
    [
        WireRow.Current<StartStudy, StartStudyShape>(
            "optimizer.start-study.2", Json.StartStudyShape,
            start => new StartStudyShape(start.Study, WorkflowShape.Of(start.Workflow), start.Seed, start.Earlier),
            shape => new StartStudy(shape.Study, shape.Workflow.ToWorkflow(), shape.Seed, shape.Earlier)),
        WireRow.Current("optimizer.stop-study.1", Json.StopStudy),
        WireRow.Current("optimizer.get-studies.1", Json.GetStudies),
        WireRow.Current("optimizer.studies.2", Json.Studies),
        WireRow.Current("optimizer.get-study.1", Json.GetStudy),
        WireRow.Current("optimizer.study-details.2", Json.StudyDetails),
        WireRow.Current("optimizer.unknown-study.1", Json.UnknownStudy),
        WireRow.Current<StudyEvent.StudyStarted, StudyDefinitionShape>(
            "study.started.2", Json.StudyDefinitionShape,
            started => StudyDefinitionShape.Of(started.Definition),
            shape => new StudyEvent.StudyStarted(shape.ToDefinition())),
        WireRow.Current("study.trial-suggested.1", Json.TrialSuggested),
        WireRow.Current("study.trial-completed.1", Json.TrialCompleted),
        WireRow.Current("study.trial-failed.1", Json.TrialFailed),
        WireRow.Current("study.trial-not-run.1", Json.TrialNotRun),
        WireRow.Current("study.trials-ended.1", Json.TrialsEnded),
        WireRow.Current("study.settled.1", Json.StudySettled),
        WireRow.Current("study.stopped.1", Json.StudyStopped),
        .. RetiredStudyWire.Rows
    ];
}

internal sealed record StartStudyShape(StudyId Study, WorkflowShape Workflow, ulong Seed, EarlierStudy? Earlier);

/// <summary>A study's definition as JSON.</summary>
internal sealed record StudyDefinitionShape(
    StudyId Study,
    WorkflowShape Workflow,
    IReadOnlyList<RangeShape> Ranges,
    IReadOnlyList<int> RangeOfStage,
    ResourcePlan Present,
    ulong Seed,
    PriceModel Prices,
    StudyOptionsShape Options,
    EarlierShape? Earlier)
{
    public static StudyDefinitionShape Of(StudyDefinition study) => new(
        study.Id, WorkflowShape.Of(study.Workflow), [.. study.Space.Ranges.Select(RangeShape.Of)],
        study.Space.RangeOfStage, study.Present, study.Seed, study.Prices, StudyOptionsShape.Of(study.Options),
        study.Earlier is { } earlier ? EarlierShape.Of(earlier) : null);

    public StudyDefinition ToDefinition() => new(
        Study, Workflow.ToWorkflow(), new SearchSpace([.. Ranges.Select(range => range.ToRange())], RangeOfStage),
        Present, Seed, Prices, Options.ToOptions())
    {
        Earlier = Earlier?.ToEvidence()
    };
}

/// <summary>What an earlier study found out, as JSON.</summary>
internal sealed record EarlierShape(
    IReadOnlyList<EarlierTrialShape> Trials, IReadOnlyList<StageChange> Changed, IReadOnlyList<ResourcePlan> Rejected)
{
    public static EarlierShape Of(EarlierEvidence earlier) =>
        new([.. earlier.Trials.Select(EarlierTrialShape.Of)], earlier.Changed, earlier.Rejected);

    public EarlierEvidence ToEvidence() => new([.. Trials.Select(trial => trial.ToTrial())], Changed, Rejected);
}

/// <summary>A trial that is over: with its runs where it was measured, with stage and reason where it failed.</summary>
internal sealed record EarlierTrialShape(
    int Number, ResourcePlan Plan, IReadOnlyList<WorkflowRun>? Runs, StageName? Stage, string? Reason)
{
    public static EarlierTrialShape Of(Trial trial) => trial switch
    {
        Trial.Measured measured => new EarlierTrialShape(trial.Number, trial.Plan, measured.Runs, null, null),
        Trial.Failed failed => new EarlierTrialShape(trial.Number, trial.Plan, null, failed.Stage, failed.Reason),
        _ => throw new ArgumentException($"A {trial.GetType().Name} trial is no evidence.", nameof(trial))
    };

    public Trial ToTrial() => this switch
    {
        { Runs: { } runs } => new Trial.Measured(Number, Plan, runs),
        { Stage: { } stage, Reason: { } reason } => new Trial.Failed(Number, Plan, stage, reason),
        _ => throw new JsonException($"Earlier trial {Number} has neither runs nor a reason.")
    };
}

internal sealed record RangeShape(
    CpuShare MinimumCpu, CpuShare MaximumCpu, CpuShare CpuStep,
    MemorySize MinimumMemory, MemorySize MaximumMemory, MemorySize MemoryStep)
{
    public static RangeShape Of(ResourceRange range) => new(
        range.MinimumCpu, range.MaximumCpu, range.CpuStep, range.MinimumMemory, range.MaximumMemory, range.MemoryStep);

    public ResourceRange ToRange() =>
        new(MinimumCpu, MaximumCpu, CpuStep, MinimumMemory, MaximumMemory, MemoryStep);
}

internal sealed record StudyOptionsShape(
    string Designer, int Trials, int Repetitions, int Invocations, double? Spend, TimeSpan LongestStage, int Batch,
    int Attempts, TimeSpan RetryAfter, TrialPlacement Placement)
{
    public static StudyOptionsShape Of(StudyOptions options) => new(
        options.Designer, options.Trials, options.Repetitions, options.Invocations, options.Spend, options.LongestStage,
        options.Batch, options.Attempts, options.RetryAfter, options.Placement);

    public StudyOptions ToOptions() => new()
    {
        Designer = Designer,
        Trials = Trials,
        Repetitions = Repetitions,
        Invocations = Invocations,
        Spend = Spend,
        LongestStage = LongestStage,
        Batch = Batch,
        Attempts = Attempts,
        RetryAfter = RetryAfter,
        Placement = Placement
    };
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(StartStudyShape))]
[JsonSerializable(typeof(StopStudy))]
[JsonSerializable(typeof(GetStudies))]
[JsonSerializable(typeof(Studies))]
[JsonSerializable(typeof(GetStudy))]
[JsonSerializable(typeof(StudyDetails))]
[JsonSerializable(typeof(UnknownStudy))]
[JsonSerializable(typeof(StudyDefinitionShape))]
[JsonSerializable(typeof(StudyEvent.TrialSuggested))]
[JsonSerializable(typeof(StudyEvent.TrialCompleted))]
[JsonSerializable(typeof(StudyEvent.TrialFailed))]
[JsonSerializable(typeof(StudyEvent.TrialNotRun))]
[JsonSerializable(typeof(StudyEvent.TrialsEnded))]
[JsonSerializable(typeof(StudyEvent.StudySettled))]
[JsonSerializable(typeof(StudyEvent.StudyStopped))]
internal sealed partial class StudyJson : JsonSerializerContext;
