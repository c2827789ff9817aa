using System.Collections.Immutable;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Tuning.Drifts;
using AquaTope.Models.Tuning.Runs;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Tuning;

/// <summary>
/// Where a workflow's life stands.
/// <code>
/// Unmanaged ──managed──▶ Profiling ──study requested──▶ Tuning ──plan adopted──▶ Serving ◀─┐
///                            ▲                            │                       │  ▲     │
///                            └── definition changed       │        drift detected ▼  │     │ kept, or
///                                                         │                   Drifting     │ taken back
///                                                         └──canary started──▶ Canary ─────┘
/// </code>
/// Limits that an operator went back to, or gave by hand, lead from Serving and Canary to Serving, and leave Drifting
/// as it is. From Drifting an answer leads to Serving or Canary as from Tuning. Every managed state can be retired, and
/// begins with Profiling when it is managed again.
/// </summary>
public abstract partial record TuningState
{
    private TuningState()
    {
    }

    /// <summary>The version of the catalog that last said what the workflow is, or that it is no more.</summary>
    public long Version { get; init; }

    /// <summary>The place of the newest plan that was imposed on the workflow, among all that was imposed.</summary>
    public long Imposed { get; init; }

    public sealed record Unmanaged : TuningState;

    /// <summary>Its studies are numbered on when it is managed again: no two ever share a journal.</summary>
    public sealed record Retired(int Generation) : TuningState;

    /// <summary>A workflow that is looked after.</summary>
    /// <param name="Workflow">Its definition.</param>
    /// <param name="Generation">The number of its newest study; 0 before the first.</param>
    /// <param name="Telemetry">What was seen of it.</param>
    public abstract record Managed(Workflow Workflow, int Generation, WorkflowTelemetry Telemetry) : TuningState
    {
        public StudyId Study => new(Workflow.Id, Generation);

        /// <summary>
        /// Plans that were taken back under this definition, while its stages took what they take now.
        /// </summary>
        public ImmutableList<ResourcePlan> Rejected { get; init; } = [];

        /// <summary>The plan before the one in force; <see langword="null"/> where it is not known.</summary>
        public ResourcePlan? Former { get; init; }
    }

    /// <summary>Its runs are watched before anything is tried.</summary>
    public sealed record Profiling(Workflow Workflow, int Generation, WorkflowTelemetry Telemetry)
        : Managed(Workflow, Generation, Telemetry);

    /// <summary>The first study of its definition is under way.</summary>
    public sealed record Tuning(Workflow Workflow, int Generation, WorkflowTelemetry Telemetry, ulong Seed)
        : Managed(Workflow, Generation, Telemetry);

    /// <summary>A plan is in force that a study led to.</summary>
    /// <param name="Workflow">As in <see cref="Managed"/>.</param>
    /// <param name="Generation">The newest study.</param>
    /// <param name="Telemetry">As in <see cref="Managed"/>.</param>
    /// <param name="Plan">The plan.</param>
    /// <param name="Because">Why this one.</param>
    /// <param name="Unacknowledged">Changes of the plan that the gateway has not written down yet.</param>
    /// <param name="Watches">What its functions take under the plan.</param>
    /// <param name="WindowsServed">Windows since the plan came into force or the actor restarted.</param>
    public abstract record InForce(
        Workflow Workflow,
        int Generation,
        WorkflowTelemetry Telemetry,
        ResourcePlan Plan,
        string Because,
        ImmutableList<PlanChange> Unacknowledged,
        ExecutionWatches Watches,
        int WindowsServed) : Managed(Workflow, Generation, Telemetry);

    /// <summary>The plan is kept while the promise is, and the stages take what they did.</summary>
    /// <param name="Workflow">As in <see cref="Managed"/>.</param>
    /// <param name="Generation">As in <see cref="InForce"/>, like the next six.</param>
    /// <param name="Telemetry">As in <see cref="Managed"/>.</param>
    /// <param name="Plan">The plan.</param>
    /// <param name="Because">Why this one.</param>
    /// <param name="Unacknowledged">Changes that the gateway has not written down yet.</param>
    /// <param name="Watches">What its functions take.</param>
    /// <param name="WindowsServed">Windows in force.</param>
    /// <param name="Drift">Evidence that the promise is no longer kept.</param>
    public sealed record Serving(
        Workflow Workflow,
        int Generation,
        WorkflowTelemetry Telemetry,
        ResourcePlan Plan,
        string Because,
        ImmutableList<PlanChange> Unacknowledged,
        ExecutionWatches Watches,
        int WindowsServed,
        DriftTest Drift)
        : InForce(Workflow, Generation, Telemetry, Plan, Because, Unacknowledged, Watches, WindowsServed);

    /// <summary>The plan is on trial in production.</summary>
    /// <param name="Workflow">As in <see cref="Managed"/>.</param>
    /// <param name="Generation">As in <see cref="InForce"/>, like the next six.</param>
    /// <param name="Telemetry">As in <see cref="Managed"/>.</param>
    /// <param name="Plan">The plan.</param>
    /// <param name="Because">Why this one.</param>
    /// <param name="Unacknowledged">Changes that the gateway has not written down yet.</param>
    /// <param name="Watches">What its functions take.</param>
    /// <param name="WindowsServed">Windows in force.</param>
    /// <param name="Before">The plan that was in force before, and will be again if this one is taken back.</param>
    /// <param name="Baseline">What was seen under that plan.</param>
    /// <param name="Test">How this one does in comparison.</param>
    public sealed record Canary(
        Workflow Workflow,
        int Generation,
        WorkflowTelemetry Telemetry,
        ResourcePlan Plan,
        string Because,
        ImmutableList<PlanChange> Unacknowledged,
        ExecutionWatches Watches,
        int WindowsServed,
        ResourcePlan Before,
        PlanFigures Baseline,
        CanaryTest Test)
        : InForce(Workflow, Generation, Telemetry, Plan, Because, Unacknowledged, Watches, WindowsServed);

    /// <summary>
    /// The promise is no longer kept, or stages take another time; until another study has answered the plan stays in
    /// force, or a larger one where it breaks the promise and one is known.
    /// </summary>
    /// <param name="Workflow">As in <see cref="Managed"/>.</param>
    /// <param name="Generation">The study under way.</param>
    /// <param name="Telemetry">As in <see cref="Managed"/>.</param>
    /// <param name="Plan">The plan in force.</param>
    /// <param name="Because">What speaks for a drift.</param>
    /// <param name="Seed">The seed of the study under way.</param>
    /// <param name="Changed">The functions that take another time.</param>
    public sealed record Drifting(
        Workflow Workflow,
        int Generation,
        WorkflowTelemetry Telemetry,
        ResourcePlan Plan,
        string Because,
        ulong Seed,
        IReadOnlyList<StageChange> Changed) : Managed(Workflow, Generation, Telemetry)
    {
        /// <summary>Changes to the larger plan that the gateway has not written down yet.</summary>
        public ImmutableList<PlanChange> Unacknowledged { get; init; } = [];
    }
}
