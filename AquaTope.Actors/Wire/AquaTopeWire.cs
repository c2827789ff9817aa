using AquaTope.Actors.Catalog;
using AquaTope.Actors.Delivery;
using AquaTope.Actors.Functions;
using AquaTope.Actors.Optimization;
using AquaTope.Actors.Platform;
using AquaTope.Actors.Serving;
using AquaTope.Actors.Workflows;

namespace AquaTope.Actors.Wire;

/// <summary>The wire table of this release: every area's rows.</summary>
public static class AquaTopeWire
{
    public static WireTable Table { get; } = new(
    [
        .. CatalogWire.Rows, .. FunctionWire.Rows, .. PlatformGatewayWire.Rows, .. TuningWire.Rows, .. StudyWire.Rows,
        .. ServingWire.Rows, .. DeliveryWire.Rows
    ]);
}
