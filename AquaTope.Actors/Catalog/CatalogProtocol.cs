using System.Text.Json.Serialization;
using AquaTope.Actors.Sharding;
using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Workflows;

namespace AquaTope.Actors.Catalog;

/// <summary>
/// What the catalog of workflows understands and answers. Orders name the version of the catalog that their giver knew,
/// as far as he says: where the workflow was changed after it, the order changes nothing and is answered by
/// <see cref="Outdated"/>. That is how a late copy of an order is told from a new one.
/// </summary>
public static class CatalogProtocol
{
    public interface ICatalogMessage : IWireMessage;

    /// <summary>
    /// Manage this workflow. The same registration again changes nothing; a different one under the same name is a
    /// conflict unless <paramref name="Replace"/> says otherwise. Answered by <see cref="IRegistration"/>.
    /// </summary>
    public sealed record RegisterWorkflow(Workflow Workflow, bool Replace, long? AsOf = null) : ICatalogMessage;

    /// <summary>
    /// Stop managing the workflow. Answered by <see cref="Retired"/> or <see cref="UnknownWorkflow"/>.
    /// </summary>
    public sealed record RetireWorkflow(
        WorkflowId Workflow,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        long? AsOf = null) : ICatalogMessage;

    /// <summary>
    /// Answered now and after every change by <see cref="CatalogChanged"/>, until the subscriber stops.
    /// </summary>
    public sealed record Subscribe : ICatalogMessage;

    /// <summary>Every workflow there is, and how many changes led here.</summary>
    public sealed record CatalogChanged(long Version, IReadOnlyList<Workflow> Workflows) : ICatalogMessage
    {
        /// <summary>The workflows that were retired last.</summary>
        public IReadOnlyList<RetiredWorkflow> Retired { get; init; } = [];
    }

    /// <summary>A workflow that is managed no more, since this version of the catalog.</summary>
    public sealed record RetiredWorkflow(WorkflowId Workflow, long Version);

    /// <summary>An answer to <see cref="RegisterWorkflow"/>.</summary>
    public interface IRegistration : ICatalogMessage;

    /// <summary>The workflow is in the catalog, whose state is told along.</summary>
    public sealed record Registered(bool IsNew, CatalogChanged Catalog) : IRegistration;

    /// <summary>Another workflow has the name.</summary>
    public sealed record Conflict(WorkflowId Workflow) : IRegistration;

    /// <summary>
    /// The workflow is another than the one that the giver of the order knew; the catalog's state is told along.
    /// </summary>
    public sealed record Outdated(CatalogChanged Catalog) : IRegistration;

    public sealed record Retired(WorkflowId Workflow, CatalogChanged Catalog) : ICatalogMessage;

    /// <summary>
    /// Let the gateway act on the workflow's functions so far, or, without a mode, as far as the nodes say. Answered by
    /// <see cref="ModeIsSet"/> or <see cref="UnknownWorkflow"/>; the mode that is set already changes nothing.
    /// </summary>
    public sealed record SetMode(WorkflowId Workflow, OperatingMode? Mode, string By, string Why, long? AsOf = null)
        : ICatalogMessage;

    /// <summary>The workflow has the mode.</summary>
    public sealed record ModeIsSet(WorkflowId Workflow, CatalogChanged Catalog) : ICatalogMessage;

    public sealed record UnknownWorkflow(WorkflowId Workflow) : ICatalogMessage;
}
