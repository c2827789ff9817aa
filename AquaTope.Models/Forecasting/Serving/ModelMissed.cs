namespace AquaTope.Models.Forecasting.Serving;

/// <summary>A node could not read the model in service, and forecasts without it until it can.</summary>
/// <param name="Model">Its version, or where that is not known its folder.</param>
/// <param name="Node">The node's address.</param>
/// <param name="Reason">Why not.</param>
/// <param name="At">When.</param>
public sealed record ModelMissed(string Model, string Node, string Reason, DateTimeOffset At);
