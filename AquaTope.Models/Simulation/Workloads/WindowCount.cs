namespace AquaTope.Models.Simulation.Workloads;

/// <summary>How often something is invoked in a window.</summary>
/// <param name="Window">The number of the window, from 0.</param>
/// <param name="Subject">The position of what is invoked in a list of subjects.</param>
/// <param name="Count">Invocations, at least 0.</param>
public readonly record struct WindowCount(int Window, int Subject, int Count);
