using AquaTope.Models.Identity;

namespace AquaTope.Models.Tuning.Grounds;

/// <summary>What the watch over a function had found.</summary>
/// <param name="Function">The function.</param>
/// <param name="Evidence">The most evidence of a change in either direction, in nats.</param>
/// <param name="Factor">
/// The median of the runs since the change over that before; 1 where the evidence is no alarm.
/// </param>
public sealed record WatchGrounds(FunctionId Function, double Evidence, double Factor);
