using AquaTope.Actors.Catalog;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Serving;
using AquaTope.Actors.Workflows;

namespace AquaTope.Actors.Decisions;

/// <summary>The kinds of decisions of this release: every area's rows.</summary>
public static class AquaTopeDecisions
{
    public static DecisionTable Table { get; } = new(
    [
        .. PoolDecisions.Rows, .. TuningDecisions.Rows, .. StudyDecisions.Rows, .. PlatformDecisions.Rows,
        .. ServingDecisions.Rows, .. CatalogDecisions.Rows
    ]);
}
