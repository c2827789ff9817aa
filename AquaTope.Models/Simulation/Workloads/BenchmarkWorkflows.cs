using AquaTope.Models.Identity;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;

namespace AquaTope.Models.Simulation.Workloads;

/// <summary>
/// The five kinds of workflow on which AQUATOPE (Zhou et al., ASPLOS'23) was evaluated: a chain, a fan-out with a
/// fan-in, a machine-learning pipeline, video processing, and posting to a social network.
/// </summary>
/// <remarks>
/// Shapes and number of functions follow the evaluation; the service times are this project's own, since none were
/// published. Each promise is met with room by the resources given here, also by cheaper ones, and on a platform
/// without CPU limits; a cold start on the critical path breaks it.
/// </remarks>
public static class BenchmarkWorkflows
{
    private static readonly RuntimeKind Node = new("nodejs:20");
    private static readonly RuntimeKind Python = new("python:3.12");

    /// <summary>Three Node.js functions in a row.</summary>
    public static BenchmarkWorkflow Chain { get; } = Build("chain", qosSeconds: 1.2, Node, cores: 2, megabytes: 1024,
    [
        new("validate") { Work = 0.20, Parallel = 0.2, Knee = 256, Pressure = 0.5 },
        new("transform", "validate") { Work = 0.50, Parallel = 0.7, Knee = 512, Pressure = 0.6 },
        new("store", "transform") { Work = 0.25, Parallel = 0.1, Knee = 256, Pressure = 0.4 }
    ]);

    /// <summary>Four Python workers between a splitting and a merging function.</summary>
    public static BenchmarkWorkflow FanOutFanIn { get; } = Build(
        "fan-out-fan-in", qosSeconds: 1.35, Python, cores: 2, megabytes: 1024,
    [
        new("split") { Work = 0.15, Parallel = 0.1, Knee = 256, Pressure = 0.4, Loading = 0.2 },
        Worker("worker-a"), Worker("worker-b"), Worker("worker-c"), Worker("worker-d"),
        new("merge", "worker-a", "worker-b", "worker-c", "worker-d")
        {
            Work = 0.25, Parallel = 0.3, Knee = 384, Pressure = 0.5, Loading = 0.2
        }
    ]);

    /// <summary>From raw data to an evaluated model, four Python functions in a row.</summary>
    public static BenchmarkWorkflow MlPipeline { get; } = Build(
        "ml-pipeline", qosSeconds: 2.0, Python, cores: 2, megabytes: 3072,
    [
        new("ingest") { Work = 0.20, Parallel = 0.2, Knee = 512, Pressure = 0.5, Loading = 0.5 },
        new("reduce", "ingest")
        {
            Work = 0.40, Parallel = 0.6, Knee = 1024, Pressure = 0.6, Loading = 0.6, Needs = 256
        },
        new("train", "reduce")
        {
            Work = 0.80, Parallel = 0.85, Knee = 2048, Pressure = 0.8, Loading = 0.8, Needs = 512
        },
        new("evaluate", "train")
        {
            Work = 0.25, Parallel = 0.4, Knee = 1024, Pressure = 0.5, Loading = 0.8, Needs = 256
        }
    ]);

    /// <summary>
    /// A video is split, its pictures and its sound are processed side by side, and the result published.
    /// </summary>
    public static BenchmarkWorkflow VideoProcessing { get; } = Build(
        "video-processing", qosSeconds: 2.4, Python, cores: 2, megabytes: 3072,
    [
        new("demultiplex") { Work = 0.30, Parallel = 0.3, Knee = 512, Pressure = 0.5, Loading = 0.7 },
        new("transcode", "demultiplex")
        {
            Work = 0.90, Parallel = 0.85, Knee = 1024, Pressure = 0.6, Loading = 0.7, Needs = 384
        },
        new("extract-audio", "demultiplex") { Work = 0.35, Parallel = 0.2, Knee = 384, Pressure = 0.4, Loading = 0.5 },
        new("detect-faces", "transcode", "extract-audio")
        {
            Work = 0.70, Parallel = 0.8, Knee = 2048, Pressure = 0.6, Loading = 1.0, Needs = 512
        },
        new("publish", "detect-faces") { Work = 0.15, Parallel = 0, Knee = 256, Pressure = 0.3, Loading = 0.7 }
    ]);

    /// <summary>Ten short Node.js functions that compose and distribute a post.</summary>
    public static BenchmarkWorkflow SocialNetwork { get; } = Build(
        "social-network", qosSeconds: 0.8, Node, cores: 2, megabytes: 512,
    [
        new("accept-post") { Work = 0.05, Knee = 192, Pressure = 0.3 },
        new("unique-id", "accept-post") { Work = 0.03, Knee = 128, Pressure = 0.3 },
        new("media", "accept-post") { Work = 0.08, Parallel = 0.3, Knee = 256, Pressure = 0.5 },
        new("user", "accept-post") { Work = 0.05, Knee = 192, Pressure = 0.3 },
        new("text", "accept-post") { Work = 0.08, Parallel = 0.2, Knee = 192, Pressure = 0.4 },
        new("url-shorten", "text") { Work = 0.06, Knee = 128, Pressure = 0.3 },
        new("user-mention", "text") { Work = 0.07, Knee = 192, Pressure = 0.3 },
        new("compose-post", "unique-id", "media", "user", "url-shorten", "user-mention")
        {
            Work = 0.10, Parallel = 0.2, Knee = 256, Pressure = 0.4
        },
        new("post-storage", "compose-post") { Work = 0.12, Parallel = 0.2, Knee = 256, Pressure = 0.4 },
        new("home-timeline", "compose-post") { Work = 0.15, Parallel = 0.4, Knee = 256, Pressure = 0.5 }
    ]);

    /// <summary>All five.</summary>
    public static IReadOnlyList<BenchmarkWorkflow> All { get; } =
        [Chain, FanOutFanIn, MlPipeline, VideoProcessing, SocialNetwork];

    private static StageModel Worker(string name) =>
        new(name, "split") { Work = 0.60, Parallel = 0.6, Knee = 512, Pressure = 0.5, Loading = 0.3 };

    private static BenchmarkWorkflow Build(
        string name, double qosSeconds, RuntimeKind kind, double cores, int megabytes, StageModel[] models)
    {
        var stages = new List<Stage>();
        var actions = new List<SimulatedAction>();
        foreach (var model in models)
        {
            var function = FunctionId.Parse($"guest/{name}-{model.Name}");
            stages.Add(new Stage(new StageName(model.Name), function, [.. model.After.Select(n => new StageName(n))]));
            actions.Add(new SimulatedAction(
                function, kind, ResourceConfiguration.Of(cores, megabytes), TimeSpan.FromMinutes(1), model.Service));
        }

        var qos = new QosTarget(TimeSpan.FromSeconds(qosSeconds));
        return Workflow.TryCreate(WorkflowId.Parse(name), stages, qos, "{}", out var workflow, out var problem)
            ? new BenchmarkWorkflow(workflow, actions)
            : throw new InvalidOperationException($"{name}: {problem}.");
    }

    /// <summary>One stage in seconds and megabytes; <c>Loading</c> is its own share of <c>/init</c>.</summary>
    private sealed record StageModel(string Name, params string[] After)
    {
        public required double Work { get; init; }
        public double Parallel { get; init; }
        public required int Knee { get; init; }
        public required double Pressure { get; init; }
        public double Loading { get; init; }
        public int Needs { get; init; }

        // Noise and stragglers leave the 95th percentile of ten stages in a row below the promise.
        public ServiceTimeModel Service => new()
        {
            Work = TimeSpan.FromSeconds(Work),
            ParallelFraction = Parallel,
            MemoryKnee = MemorySize.FromMegabytes(Knee),
            MemoryPressure = Pressure,
            NoiseSigma = 0.1,
            StragglerRate = 0.005,
            StragglerFactor = 2.5,
            RequiredMemory = MemorySize.FromMegabytes(Needs),
            Initialization = TimeSpan.FromSeconds(Loading)
        };
    }
}
