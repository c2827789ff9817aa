using AquaTope.Models.Identity;

namespace AquaTope.Actors.Decisions.Listing;

/// <summary>Which decisions to list; what is left out does not narrow the list.</summary>
public sealed record DecisionQuery
{
    /// <summary>Only decisions after the one of this id.</summary>
    public long After { get; init; }

    /// <summary>Only decisions before the one of this id.</summary>
    public long? Before { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where there are more than <see cref="Limit"/>: the newest of them, instead of the oldest.</summary>
    public bool Latest { get; init; }

    /// <summary>Decisions about the workflow, its studies, and <see cref="FunctionsOfWorkflow"/>.</summary>
    public WorkflowId? Workflow { get; init; }

    /// <summary>The functions that the workflow has.</summary>
    public IReadOnlyList<FunctionId> FunctionsOfWorkflow { get; init; } = [];

    public FunctionId? Function { get; init; }

    public string? Kind { get; init; }

    /// <summary>Only what concerns the change of this id.</summary>
    public string? Change { get; init; }

    /// <summary>Only what lies in this actor's journal.</summary>
    public string? PersistenceId { get; init; }

    /// <summary>Made at this instant or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Made before this instant.</summary>
    public DateTimeOffset? Until { get; init; }
}
