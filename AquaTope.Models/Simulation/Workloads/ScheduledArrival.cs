namespace AquaTope.Models.Simulation.Workloads;

/// <summary>An invocation that is to be sent.</summary>
/// <param name="At">When, from the beginning of the schedule on, in the time of its trace.</param>
/// <param name="Subject">The position of what is invoked in the schedule's list of subjects.</param>
public readonly record struct ScheduledArrival(TimeSpan At, int Subject);
