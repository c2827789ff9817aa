namespace AquaTope.Models.Optimization.Problems;

/// <summary>The clocks by which suggestions are timed.</summary>
/// <param name="Cpu">CPU time of the process so far.</param>
/// <param name="Wall">Time on the wall so far, from any beginning.</param>
public sealed record RunClocks(Func<TimeSpan> Cpu, Func<TimeSpan> Wall);
