using AquaTope.Actors.Optimization;
using AquaTope.Actors.Workflows;
using AquaTope.Models.Optimization;
using AquaTope.Models.Platform;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tuning;
using AquaTope.Models.Workflows;

namespace AquaTope.Actors.Tests.Wire;

internal static partial class WireSamples
{
    private static readonly StudyId Study = new(Thumbnails, 2);

    private static readonly ResourcePlan Plan =
        new([ResourceConfiguration.Of(0.5, 256), ResourceConfiguration.Of(2, 1024)]);

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
        new WorkflowProtocol.SettleStudy(Study, Plan, "cheapest"),
        new WorkflowProtocol.Retire(Thumbnails),
        new WorkflowProtocol.GetWorkflow(Thumbnails),
        new WorkflowProtocol.NotManaged(Thumbnails),
        new WorkflowProtocol.WorkflowStatus(
            Thumbnails, "serving", [Resize], TimeSpan.FromSeconds(2.5), 0.99, 2, 120, 3, TimeSpan.FromSeconds(1.1),
            TimeSpan.FromSeconds(2.4), Plan, "cheapest"),
        new TuningEvent.WorkflowManaged(Workflow),
        new TuningEvent.StudyRequested(2, 9_007_199_254_740_991, "20 runs were seen"),
        new TuningEvent.PlanAdopted(2, Plan, "cheapest"),
        new TuningEvent.ChangeAcknowledged(Change),
        new TuningEvent.DriftDetected(new WindowIndex(41), 3, 17, "9 of 40 runs missed 2.5 s at p99"),
        new TuningEvent.WorkflowRetired()
    ];

    private static IEnumerable<object> OfStudies =>
    [
        new OptimizerProtocol.StartStudy(Study, Workflow, 17),
        new OptimizerProtocol.StopStudy(Study, "retired"),
        new OptimizerProtocol.GetStudies(),
        new OptimizerProtocol.Studies([StudyStatus]),
        new OptimizerProtocol.GetStudy(Thumbnails),
        new OptimizerProtocol.StudyDetails(
            StudyStatus,
            [
                new OptimizerProtocol.TrialStatus(
                    1, Plan, "measured", new Cost(0.25), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2), null),
                new OptimizerProtocol.TrialStatus(2, Plan, "failed", null, null, null, "resize: out of memory")
            ]),
        new OptimizerProtocol.UnknownStudy(Thumbnails),
        new StudyEvent.StudyStarted(new StudyDefinition(
            Study, Workflow, SearchSpace.Of(Workflow, ResourceRange.Default), Plan, 17, new PriceModel(),
            new StudyOptions { Placement = TrialPlacement.InPlace })),
        new StudyEvent.TrialSuggested(1, Plan),
        new StudyEvent.TrialCompleted(
            1, [new WorkflowRun([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)], TimeSpan.FromSeconds(1.5))]),
        new StudyEvent.TrialFailed(1, new StageName("resize"), "out of memory"),
        new StudyEvent.TrialNotRun(1, "no route to host"),
        new StudyEvent.StudySettled(Plan, "cheapest"),
        new StudyEvent.StudyStopped("retired")
    ];

    private static OptimizerProtocol.StudyStatus StudyStatus => new(
        Study, "settled", "sobol", 17, 30, 28, 2, Plan, "cheapest");
}
