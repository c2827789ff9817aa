using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Serving;
using AquaTope.Models.Platform;

namespace AquaTope.Actors;

/// <summary>What a node's actors reach outside of the actor system.</summary>
/// <param name="Platform">The platform that is managed.</param>
/// <param name="Forecaster">What forecasts while no model does; none, and pools decide without forecasts.</param>
/// <param name="Models">Where models are read from.</param>
/// <param name="Time">The clock.</param>
public sealed record NodePorts(
    IPlatform Platform, IForecaster? Forecaster, IModelFolders Models, TimeProvider Time);
