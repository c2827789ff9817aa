using AquaTope.Models.Forecasting;
using AquaTope.Models.Platform;

namespace AquaTope.Actors;

/// <summary>What a node's actors reach outside of the actor system.</summary>
public sealed record NodePorts(IPlatform Platform, IForecaster Forecaster, TimeProvider Time);
