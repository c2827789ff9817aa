using AquaTope.Actors.Functions;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Pools;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tuning;
using AquaTope.Models.Tuning.Drifts;
using AquaTope.Models.Tuning.Grounds;
using AquaTope.Models.Workflows;

namespace AquaTope.Actors.Tests.Wire;

internal static partial class WireSamples
{
    private static readonly StudyId Study = new(Thumbnails, 2);

    private static readonly ResourcePlan Plan =
        new([ResourceConfiguration.Of(0.5, 256), ResourceConfiguration.Of(2, 1024)]);

    private static readonly ResourcePlan Former =
        new([ResourceConfiguration.Of(1, 1024), ResourceConfiguration.Of(1, 1024)]);

    private static readonly IReadOnlyList<WorkflowRun> Runs =
        [new WorkflowRun([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)], TimeSpan.FromSeconds(1.5))];

    /// <summary>What the golden files of retired shapes read as, by manifest.</summary>
    public static IReadOnlyDictionary<string, object> Retired => new Dictionary<string, object>
    {
        ["function.record-invocations.1"] = new FunctionProtocol.RecordInvocations(
            Resize, ReportSource.Unnamed, 0, [new SequencedInvocation(7, Invocation)]),
        ["pool.window-closed.1"] = new PoolEvent.WindowClosed(new ClosedWindow(
            new WindowIndex(41), 12, 3, 2, [new SourceMark(ReportSource.Unnamed, 7, [9, 11])])),
        ["pool.snapshot.1"] = new PoolSnapshot(
            Resize, [new WindowDemand(new WindowIndex(40), 1)], new WindowIndex(41), 2, 3, new WindowIndex(41), 12, 3,
            [new SourceMark(ReportSource.Unnamed, 7, [9])]),
        ["function.status.1"] = new FunctionProtocol.FunctionStatus(
            Resize, 12, 3, 2, new WindowIndex(41), "unknown", null),
        ["pool.target-chosen.1"] = Target,
        ["optimizer.start-study.1"] = new OptimizerProtocol.StartStudy(Study, Workflow, 17),
        ["optimizer.studies.1"] = new OptimizerProtocol.Studies([FirstStudyStatus]),
        ["optimizer.study-details.1"] = new OptimizerProtocol.StudyDetails(FirstStudyStatus, TrialStatuses),
        ["study.started.1"] = new StudyEvent.StudyStarted(new StudyDefinition(
            Study, Workflow, SearchSpace.Of(Workflow, ResourceRange.Default), Plan, 17, new PriceModel(),
            new StudyOptions { Designer = "sobol", Placement = TrialPlacement.InPlace })),
        ["workflow.settle-study.1"] = new WorkflowProtocol.SettleStudy(Study, Plan, "cheapest", null),
        ["tuning.drift-detected.1"] = new TuningEvent.DriftDetected(
            new WindowIndex(41), 3, 17, "9 of 40 runs missed 2.5 s at p99", []),
        ["tuning.drift-detected.2"] = Drift,
        ["tuning.study-requested.1"] = Request,
        ["tuning.canary-kept.1"] = Kept,
        ["tuning.canary-taken-back.1"] = TakenBack
    };

    private static TuningEvent.StudyRequested Request => new(2, 9_007_199_254_740_991, "20 runs were seen");

    private static TuningEvent.DriftDetected Drift => new(
        new WindowIndex(41), 3, 17, "9 of 40 runs missed 2.5 s at p99",
        [new StageChange(Resize, 1.5), new StageChange(FunctionId.Parse("guest/fetch"), null)]);

    private static TuningEvent.CanaryKept Kept => new(new PlanFigures(100, 2, new Cost(0.2)), "no worse");

    private static TuningEvent.CanaryTakenBack TakenBack =>
        new(new PlanFigures(20, 9, null), "more runs miss the promise");

    private static CanaryGrounds Trial => new(new CanaryTest(7.5, -0.25, 20, 9), 3, new CanaryOptions());

    private static IEnumerable<object> OfWorkflows =>
    [
        new WorkflowProtocol.Manage(Workflow),
        new WorkflowProtocol.RecordActivations(
            Thumbnails, [Invocation],
            [
                new CompositionRun(
                    Activation, Resize, Noon, Noon.AddSeconds(1.25), ActivationStatus.Success, Activation),
                new CompositionRun(Activation, Resize, Noon, Noon, ActivationStatus.PlatformError, null)
            ]),
        new WorkflowProtocol.CloseWorkflowWindow(Thumbnails, new WindowIndex(41)),
        new WorkflowProtocol.SettleStudy(Study, Plan, "cheapest", Former),
        new WorkflowProtocol.Retire(Thumbnails),
        new WorkflowProtocol.Retired(Thumbnails, 7),
        new WorkflowProtocol.GetWorkflow(Thumbnails),
        new WorkflowProtocol.NotManaged(Thumbnails),
        new WorkflowProtocol.WorkflowStatus(
            Thumbnails, "serving", [Resize], TimeSpan.FromSeconds(2.5), 0.99, 2, 120, 3, TimeSpan.FromSeconds(1.1),
            TimeSpan.FromSeconds(2.4), Plan, "cheapest"),
        new TuningEvent.WorkflowManaged(Workflow),
        Request with { Grounds = new StudyGrounds(20, 1, 20, 3, 17) },
        new TuningEvent.PlanAdopted(2, Plan, "cheapest"),
        new TuningEvent.ChangeAcknowledged(Change),
        Drift with
        {
            Grounds = new DriftGrounds(
                40, 9, 9.75, [new WatchGrounds(Resize, 12.5, 1.5)], 10_000, 10_000, 1.2, 17)
        },
        new TuningEvent.CanaryStarted(2, Plan, "cheapest", Former, new PlanFigures(120, 3, new Cost(0.25))),
        Kept with { Grounds = Trial },
        TakenBack with { Grounds = Trial },
        new TuningEvent.ReferencesLearned(
        [
            new StageReference(
                Resize, MemorySize.FromMegabytes(256), [TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(0.5)])
        ]),
        new TuningEvent.WorkflowRetired()
    ];

    private static IEnumerable<object> OfStudies =>
    [
        new OptimizerProtocol.StartStudy(
            Study, Workflow, 17, new EarlierStudy(1, [new StageChange(Resize, 1.5)], [Former])),
        new OptimizerProtocol.StopStudy(Study, "retired"),
        new OptimizerProtocol.GetStudies(),
        new OptimizerProtocol.Studies([StudyStatus]),
        new OptimizerProtocol.GetStudy(Thumbnails),
        new OptimizerProtocol.StudyDetails(StudyStatus, TrialStatuses),
        new OptimizerProtocol.UnknownStudy(Thumbnails),
        new StudyEvent.StudyStarted(new StudyDefinition(
            Study, Workflow, SearchSpace.Of(Workflow, ResourceRange.Default), Plan, 17, new PriceModel(),
            new StudyOptions { Designer = "sobol", Placement = TrialPlacement.InPlace, Spend = 12.5 })
        {
            Earlier = new EarlierEvidence(
                [
                    new Trial.Measured(0, Former, Runs),
                    new Trial.Failed(1, Plan, new StageName("resize"), "out of memory")
                ],
                [new StageChange(Resize, 1.5)], [Former])
        }),
        new StudyEvent.TrialSuggested(1, Plan),
        new StudyEvent.TrialCompleted(1, Runs),
        new StudyEvent.TrialFailed(1, new StageName("resize"), "out of memory"),
        new StudyEvent.TrialNotRun(1, "no route to host"),
        new StudyEvent.TrialsEnded("the budget of 30 trials is spent"),
        new StudyEvent.StudySettled(Plan, "cheapest"),
        new StudyEvent.StudyStopped("retired")
    ];

    private static OptimizerProtocol.StudyStatus StudyStatus => new(
        Study, "settled", "sobol", 17, 30, 28, 2, 5, new Cost(7.5), new Cost(12.5), Plan, "cheapest");

    private static OptimizerProtocol.StudyStatus FirstStudyStatus =>
        StudyStatus with { Earlier = 0, Spent = Cost.Zero, Spend = null };

    private static IReadOnlyList<OptimizerProtocol.TrialStatus> TrialStatuses =>
    [
        new OptimizerProtocol.TrialStatus(
            1, Plan, "measured", new Cost(0.25), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2), null),
        new OptimizerProtocol.TrialStatus(2, Plan, "failed", null, null, null, "resize: out of memory")
    ];
}
