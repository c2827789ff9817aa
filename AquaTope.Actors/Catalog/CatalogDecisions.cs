using AquaTope.Actors.Decisions;
using AquaTope.Models.Platform.Modes;

namespace AquaTope.Actors.Catalog;

/// <summary>What of the catalog's journal is a decision.</summary>
internal static class CatalogDecisions
{
    public static IEnumerable<DecisionRow> Rows { get; } =
    [
        DecisionRow.Of<WorkflowModeSet>("mode-set", (_, set) => new Wording(
            set.Workflow.Value,
            $"{(set.Mode is { } mode ? OperatingModes.NameOf(mode) : "that of the nodes")}, by {set.By}"
            + (set.Why.Length > 0 ? $": {set.Why}" : ""))
        {
            Workflow = set.Workflow
        })
    ];
}
