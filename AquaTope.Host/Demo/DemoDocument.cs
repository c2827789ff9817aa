using System.Text.Json.Serialization;

namespace AquaTope.Host.Demo;

/// <summary>The machine-readable result of <c>demo</c>.</summary>
/// <param name="Seed">The seed of workload, platforms and node.</param>
/// <param name="Minutes">Minutes of the trace that were replayed.</param>
/// <param name="Workflows">What was registered.</param>
/// <param name="Results">The platform on its own, and the one that was managed.</param>
/// <param name="Decisions">What the node decided, window by window.</param>
/// <param name="DecisionDigest">SHA-256 over the decisions; two runs with one seed have the same.</param>
/// <param name="WallSeconds">How long it took.</param>
internal sealed record DemoDocument(
    int Seed,
    int Minutes,
    IReadOnlyList<DemoWorkflow> Workflows,
    IReadOnlyList<DemoResult> Results,
    IReadOnlyList<string> Decisions,
    string DecisionDigest,
    double WallSeconds);

/// <summary>A workflow, and how its runs did on each platform.</summary>
internal sealed record DemoWorkflow(
    string Name, int Stages, double QosSeconds, IReadOnlyList<DemoWorkflowResult> Results);

/// <summary>How a workflow's runs did.</summary>
/// <param name="Policy">Who managed the platform.</param>
/// <param name="MedianSeconds">The latency that half of the runs kept.</param>
/// <param name="QosViolationRate">Share of runs that took longer than promised or failed.</param>
internal sealed record DemoWorkflowResult(string Policy, double MedianSeconds, double QosViolationRate);

/// <summary>How a platform did.</summary>
/// <param name="Policy">Who managed it.</param>
/// <param name="Runs">Runs of workflows.</param>
/// <param name="Invocations">Activations of functions in these runs.</param>
/// <param name="ColdStarts">Activations that waited for a container to be created.</param>
/// <param name="ColdStartRate">Of the invocations.</param>
/// <param name="QosViolationRate">Share of runs that took longer than promised or failed.</param>
/// <param name="Cost">What the runs cost.</param>
/// <param name="WarmingCost">What invoking functions to keep them warm cost, beside the runs.</param>
/// <param name="TrialCost">What trials of other configurations cost, beside the runs.</param>
/// <param name="MemoryGbSeconds">Memory held by all containers, busy and idle, trials included.</param>
internal sealed record DemoResult(
    string Policy,
    long Runs,
    long Invocations,
    long ColdStarts,
    double ColdStartRate,
    double QosViolationRate,
    double Cost,
    double WarmingCost,
    double TrialCost,
    double MemoryGbSeconds)
{
    public static DemoResult Of(DemoPlatform platform)
    {
        var tally = platform.Tally;
        return new DemoResult(
            platform.Name, tally.Runs, tally.Invocations, tally.ColdStarts, Share(tally.ColdStarts, tally.Invocations),
            Share(tally.Violations, tally.Runs), tally.Cost, tally.WarmingCost, tally.TrialCost,
            platform.Platform.Usage.AliveGigabyteSeconds);
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DemoDocument))]
internal sealed partial class DemoJson : JsonSerializerContext;
