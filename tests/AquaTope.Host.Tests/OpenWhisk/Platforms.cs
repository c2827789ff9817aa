using AquaTope.Host.Ingestion;
using AquaTope.Host.OpenWhisk;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;
using AquaTope.Models.Workflows;
using Microsoft.Extensions.Logging.Abstractions;

namespace AquaTope.Host.Tests.OpenWhisk;

/// <summary>What the specs of the platform client have in common.</summary>
internal static class Platforms
{
    public static readonly OpenWhiskOptions Stock = new()
    {
        Endpoint = new Uri("http://whisk.test"),
        Auth = "me:secret",
        CpuLimits = CapabilitySetting.Off,
        RuntimeConfiguration = CapabilitySetting.Off
    };

    public const string Limits =
        """{"minActionMemory":128,"maxActionMemory":512,"concurrentInvocations":30}""";

    public static OpenWhiskPlatform Over(
        ScriptedServer server, OpenWhiskOptions? options = null, TimeProvider? time = null,
        OwnActivations? own = null) =>
        new(
            new HttpClient(server) { Timeout = Timeout.InfiniteTimeSpan }, options ?? Stock,
            own ?? new OwnActivations(), time ?? TimeProvider.System, NullLogger<OpenWhiskPlatform>.Instance);

    /// <summary>The script of finding out what the platform can do.</summary>
    public static ScriptedServer OnDescribe(this ScriptedServer server, string system = "{}") =>
        server.On("GET ~/_/limits", 200, Limits).On("GET whisk.test/", 200, $$"""{"limits":{{system}}}""");

    public static string Action(int memory, string more = "", string kind = "nodejs:20") =>
        $$"""{"name":"f","exec":{"kind":"{{kind}}"},"limits":{"timeout":60000,"memory":{{memory}}{{more}} } }""";

    /// <summary>The record of a finished activation.</summary>
    public static string Record(
        int id, int duration, string result = "{}", string status = "success", int initialization = 0) =>
        $$"""
        {"activationId":"{{new ActivationId((UInt128)(uint)id)}}","duration":{{duration}},
         "response":{"status":"{{status}}","result":{{result}}},
         "annotations":[{"key":"waitTime","value":9},{"key":"initTime","value":{{initialization}}}]}
        """;

    /// <summary>A workflow of functions named like its stages; <c>b&lt;a</c> says that b comes after a.</summary>
    public static Workflow Workflow(string parameters, params string[] stages)
    {
        Stage[] parsed =
        [
            .. stages.Select(text => text.Split('<')).Select(parts => new Stage(
                new StageName(parts[0]), FunctionId.Parse($"guest/{parts[0]}"),
                [.. parts.Skip(1).SelectMany(names => names.Split('+')).Select(name => new StageName(name))]))
        ];
        Models.Workflows.Workflow.TryCreate(
                WorkflowId.Parse("wf"), parsed, new QosTarget(TimeSpan.FromSeconds(1)), parameters, out var workflow,
                out var problem)
            .ShouldBeTrue(problem);
        return workflow;
    }

    /// <summary>
    /// Trial number 3 of the first study, on shadow copies, with one core and so much memory for each stage.
    /// </summary>
    public static TrialOrder Trial(Workflow workflow, int repetitions, params int[] memory) =>
        new(
            new TrialId(workflow.Id, 1, 3), workflow,
            new ResourcePlan([.. memory.Select(megabytes => ResourceConfiguration.Of(1, megabytes))]),
            repetitions, TrialPlacement.ShadowCopies);
}
