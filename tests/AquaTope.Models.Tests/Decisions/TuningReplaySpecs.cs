using AquaTope.Models.Decisions;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Pricing;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Tests.Workflows;
using AquaTope.Models.Tuning;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tests.Decisions;

/// <summary>Every step in a workflow's life is decided again from its journal and that of its studies.</summary>
public sealed class TuningReplaySpecs
{
    private static readonly Workflow Definition = ModelWorkflows.Chain("w", 1, "f");
    private static readonly ResourcePlan Former = new([ResourceConfiguration.Of(1, 1024)]);
    private static readonly ResourcePlan Plan = new([ResourceConfiguration.Of(1, 512)]);

    private static readonly TuningOptions Options = new()
    {
        RunsToProfile = 3,
        RunsBetweenFalseAlarms = 100,
        WindowsBetweenStudies = 1,
        Canaries = true,
        Canary = new CanaryOptions { Runs = 5, Windows = 1 }
    };

    private readonly List<TuningEvent> _journal = [];
    private TuningState _state = new TuningState.Unmanaged();
    private int _ran;

    [Fact]
    public void A_life_with_a_kept_canary_and_a_drift_is_lived_again()
    {
        Manage();
        Window(0, runs: 3, seconds: 0.5);
        Settle();
        Window(1, runs: 6, seconds: 0.5);
        Window(2, runs: 20, seconds: 2);

        Verdicts().ShouldBe(
        [
            ("WorkflowManaged", Verdict.Told), ("StudyRequested", Verdict.Same), ("CanaryStarted", Verdict.Same),
            ("CanaryKept", Verdict.Same), ("DriftDetected", Verdict.Same)
        ]);
    }

    [Fact]
    public void A_canary_that_is_taken_back_is_judged_again()
    {
        Manage();
        Window(0, runs: 3, seconds: 0.5);
        Settle();
        Window(1, runs: 20, seconds: 2);

        Verdicts().ShouldContain(("CanaryTakenBack", Verdict.Same));
    }

    [Fact]
    public void A_request_that_came_too_early_is_found_out()
    {
        Manage();
        Window(0, runs: 3, seconds: 0.5);
        var requested = _journal.OfType<TuningEvent.StudyRequested>().Single();

        TuningReplay.Explain([_journal[0]], requested with { Grounds = requested.Grounds! with { Runs = 2 } }, [])
            .Verdict.ShouldBe(Verdict.Different);
    }

    [Fact]
    public void What_a_release_kept_no_grounds_of_is_said_not_to_be_repeatable() =>
        TuningReplay.Explain(
                [new TuningEvent.WorkflowManaged(Definition)],
                new TuningEvent.StudyRequested(1, 17, "3 runs were seen"), [])
            .Verdict.ShouldBe(Verdict.Unrepeatable);

    private List<(string Kind, Verdict Verdict)> Verdicts() =>
    [
        .. _journal.Select((fact, i) => (
            fact.GetType().Name, TuningReplay.Explain([.. _journal.Take(i)], fact, Study()).Verdict))
            .Where(verdict => verdict.Name is not "ChangeAcknowledged")
    ];

    private static StudyEvent[] Study() =>
    [
        new StudyEvent.StudyStarted(new StudyDefinition(
            new StudyId(Definition.Id, 1), Definition, SearchSpace.Of(Definition, ResourceRange.Default), Former, 17,
            new PriceModel(), new StudyOptions())),
        new StudyEvent.StudySettled(Plan, "cheapest")
    ];

    private void Manage() => Step(new TuningCommand.Manage(Definition));

    private void Settle()
    {
        Step(new TuningCommand.SettleStudy(new StudyId(Definition.Id, 1), Plan, "cheapest", Former));
        foreach (var change in ((TuningState.InForce)_state).Unacknowledged)
            Step(new TuningCommand.AcknowledgeChange(change.Id));
    }

    private void Window(long index, int runs, double seconds)
    {
        for (var i = 0; i < runs; i++)
            Step(new TuningCommand.RecordActivations([], [Run(seconds)]));
        Step(new TuningCommand.CloseWindow(new WindowIndex(index)));
    }

    private CompositionRun Run(double seconds)
    {
        var id = new ActivationId((UInt128)(++_ran));
        var start = DateTimeOffset.UnixEpoch.AddSeconds(10 * _ran);
        return new CompositionRun(
            id, FunctionId.Parse("w"), start, start.AddSeconds(seconds), ActivationStatus.Success, null);
    }

    private void Step(TuningCommand command)
    {
        foreach (var fact in TuningDecider.Decide(_state, command, Options).Events)
        {
            _state = _state.Apply(fact);
            if (fact is not (TuningEvent.ActivationsRecorded or TuningEvent.CanaryJudged or TuningEvent.WindowPassed))
                _journal.Add(fact);
        }
    }
}
