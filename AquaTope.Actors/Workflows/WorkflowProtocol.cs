using System.Text.Json.Serialization;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Sharding;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Optimization.Studies;
using AquaTope.Models.Platform.Rollbacks;
using AquaTope.Models.Quantities;
using AquaTope.Models.Telemetry;
using AquaTope.Models.Workflows;

namespace AquaTope.Actors.Workflows;

/// <summary>What the actor of a workflow understands and answers.</summary>
public static class WorkflowProtocol
{
    /// <summary>
    /// This is the workflow's definition at a version of the catalog. Comes with every change of the catalog; repeats
    /// are harmless, and so is one that comes after a newer one.
    /// </summary>
    public sealed record Manage(Workflow Definition, long? Version = null) : IWorkflowMessage
    {
        public WorkflowId Workflow => Definition.Id;
    }

    /// <summary>
    /// Activations of the workflow's stages, and runs of the workflow as a whole, in the order they were accepted.
    /// </summary>
    public sealed record RecordActivations(
        WorkflowId Workflow, IReadOnlyList<Invocation> Stages, IReadOnlyList<CompositionRun> Runs) : IWorkflowMessage;

    /// <summary>
    /// The windows up to this one are over. Comes every window; it is also what brings a lost actor back.
    /// </summary>
    public sealed record CloseWorkflowWindow(WorkflowId Workflow, WindowIndex Window) : IWorkflowMessage;

    /// <summary>A study answered. Told again until the workflow no longer asks.</summary>
    /// <param name="Study">Which study it is.</param>
    /// <param name="Plan">The answer.</param>
    /// <param name="Because">Why it is the answer.</param>
    /// <param name="Present">The plan in force when the study began.</param>
    public sealed record SettleStudy(StudyId Study, ResourcePlan Plan, string Because, ResourcePlan? Present)
        : IWorkflowMessage
    {
        public WorkflowId Workflow => Study.Workflow;
    }

    /// <summary>
    /// Functions of the workflow have these limits, whatever its plan says. Told until it is answered by
    /// <see cref="PlatformGatewayProtocol.LimitsNoted"/>.
    /// </summary>
    /// <param name="Workflow">Who is told.</param>
    /// <param name="Cause">What gave the limits; repeated in the answer.</param>
    /// <param name="Limits">The limits.</param>
    /// <param name="Because">Why, for people.</param>
    /// <param name="Rejects">Whether the plan that is replaced is not to be suggested again.</param>
    /// <param name="Order">Its place among all that the gateway tells: of two, the higher is the newer.</param>
    public sealed record AcceptLimits(
        WorkflowId Workflow, string Cause, IReadOnlyList<FunctionLimits> Limits, string Because, bool Rejects,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        long? Order = null) : IWorkflowMessage;

    /// <summary>
    /// The workflow is managed no more, since a version of the catalog. Told until it is answered by <see
    /// cref="Retired"/>.
    /// </summary>
    public sealed record Retire(
        WorkflowId Workflow,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        long? Version = null) : IWorkflowMessage;

    /// <summary>It is written down that the workflow is managed no more, since the version that was named.</summary>
    public sealed record Retired(WorkflowId Workflow, long Version) : IWireMessage;

    /// <summary>Answered by <see cref="WorkflowStatus"/> or <see cref="NotManaged"/>.</summary>
    public sealed record GetWorkflow(WorkflowId Workflow) : IWorkflowMessage;

    public sealed record NotManaged(WorkflowId Workflow) : IWorkflowMessage;

    /// <summary>Where a workflow's life stands.</summary>
    /// <param name="Workflow">Which workflow it is.</param>
    /// <param name="State">
    /// <c>profiling</c>, <c>tuning</c>, <c>canary</c>, <c>serving</c> or <c>drifting</c>.
    /// </param>
    /// <param name="Functions">Its functions.</param>
    /// <param name="Qos">The latency that was promised.</param>
    /// <param name="Percentile">The share of runs it was promised for.</param>
    /// <param name="Studies">How many studies were begun.</param>
    /// <param name="Runs">Runs seen since the actor started or the plan was adopted.</param>
    /// <param name="Missed">Of these, the ones that missed the promise.</param>
    /// <param name="MedianLatency">Of these runs.</param>
    /// <param name="PromisedLatency">The latency that the promised share of these runs kept.</param>
    /// <param name="Plan">The plan in force, if a study found it.</param>
    /// <param name="Because">Why that plan, or why another is sought.</param>
    public sealed record WorkflowStatus(
        WorkflowId Workflow,
        string State,
        IReadOnlyList<FunctionId> Functions,
        TimeSpan Qos,
        double Percentile,
        int Studies,
        long Runs,
        long Missed,
        TimeSpan? MedianLatency,
        TimeSpan? PromisedLatency,
        ResourcePlan? Plan,
        string? Because) : IWorkflowMessage
    {
        /// <summary>Further runs, which the platform failed.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public long LetDown { get; init; }
    }
}
