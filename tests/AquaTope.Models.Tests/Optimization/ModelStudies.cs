using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using AquaTope.Models.Tests.Workflows;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Optimization;

/// <summary>Studies of a workflow of one function with a promise of one second.</summary>
internal static class ModelStudies
{
    public static Workflow Workflow { get; } = ModelWorkflows.Chain("w", 1, "f");

    public static ResourcePlan Present { get; } = Plan(1024);

    public static ResourcePlan Plan(int megabytes) => new([ResourceConfiguration.Of(1, megabytes)]);

    public static StudyDefinition Definition(
        int trials = 3, int repetitions = 2, int invocations = 1000, int batch = 1, ResourceRange? range = null) => new(
        new StudyId(Workflow.Id, 1), Workflow, SearchSpace.Of(Workflow, range ?? ResourceRange.Default), Present, 17,
        new PriceModel(),
        new StudyOptions
        {
            Trials = trials,
            Repetitions = repetitions,
            Invocations = invocations,
            Batch = batch,
            Attempts = 3,
            RetryAfter = TimeSpan.FromSeconds(4)
        });

    /// <summary>A measurement whose runs took so many seconds.</summary>
    public static TrialOutcome.Measured Measured(params double[] seconds) => new(Runs(seconds));

    public static IReadOnlyList<WorkflowRun> Runs(params double[] seconds) =>
        [.. seconds.Select(TimeSpan.FromSeconds).Select(latency => new WorkflowRun([latency], latency))];
}
