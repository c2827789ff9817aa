using AquaTope.Models.Workflows;

namespace AquaTope.Models.Simulation.Workloads;

/// <summary>A workflow together with what a simulated platform needs to run it.</summary>
/// <param name="Workflow">Its stages and its promise.</param>
/// <param name="Actions">
/// The action of each stage, in the order of the stages, with the generous resources an operator would start from.
/// </param>
public sealed record BenchmarkWorkflow(Workflow Workflow, IReadOnlyList<SimulatedAction> Actions);
