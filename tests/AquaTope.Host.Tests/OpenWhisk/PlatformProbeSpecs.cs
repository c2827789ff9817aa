using AquaTope.Host.OpenWhisk;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Tests.OpenWhisk;

public sealed class PlatformProbeSpecs : IDisposable
{
    private static readonly AdminEndpoint Controller = new(new Uri("http://controller.test"), "c.user", "c.pass");
    private static readonly AdminEndpoint Invoker = new(new Uri("http://invoker.test"), "i.user", "i.pass");

    private readonly ScriptedServer _server = new();

    [Fact]
    public async Task A_stock_platform_has_memory_limits_and_nothing_more()
    {
        _server.OnDescribe();

        (await DescribeAsync(Auto)).ShouldBe(new PlatformDescription(
            PlatformCapabilities.None, MemorySize.FromMegabytes(128), MemorySize.FromMegabytes(512),
            CpuShare.FromCores(1), CpuShare.FromCores(1), 30));
    }

    [Fact]
    public async Task Capabilities_are_found_by_asking()
    {
        _server.OnDescribe("""{"cpu_limit_enabled":true,"min_action_cpu":0.1,"max_action_cpu":6}""")
            .On("GET invoker.test/getRuntime", 200, "[]");

        var platform = await DescribeAsync(Auto with { Controller = Controller, Invokers = [Invoker] });

        platform.Can(PlatformCapabilities.CpuLimits | PlatformCapabilities.RuntimeConfiguration).ShouldBeTrue();
        platform.MaximumCpu.ShouldBe(CpuShare.FromCores(6));
        _server.Credentials.ShouldBe(["me:secret", "me:secret", "i.user:i.pass"]);
    }

    [Fact]
    public async Task An_invoker_without_the_call_means_no_runtime_configuration()
    {
        _server.OnDescribe().On("GET invoker.test/getRuntime", 404, "");

        var platform = await DescribeAsync(Auto with { Controller = Controller, Invokers = [Invoker] });

        platform.Can(PlatformCapabilities.RuntimeConfiguration).ShouldBeFalse();
    }

    [Fact]
    public async Task An_older_platform_states_its_memory_in_bytes_only()
    {
        _server.On("GET ~/_/limits", 200, """{"concurrentInvocations":5}""").On(
            "GET whisk.test/", 200, """{"limits":{"min_action_memory":134217728,"max_action_memory":1073741824}}""");

        var platform = await DescribeAsync(Auto);

        platform.MaximumMemory.ShouldBe(MemorySize.FromMegabytes(1024));
        platform.ConcurrentInvocations.ShouldBe(5);
    }

    [Fact]
    public async Task A_refused_key_is_said()
    {
        _server.On("GET ~/_/limits", 401, """{"error":"The supplied authentication is invalid","code":"x"}""");

        (await Should.ThrowAsync<HttpRequestException>(DescribeAsync(Auto))).Message.ShouldContain("configured key");
    }

    [Fact]
    public void Settings_out_of_range_are_named()
    {
        var options = new OpenWhiskOptions
        {
            Endpoint = new Uri("ftp://x"),
            Auth = "secret",
            CallTimeout = TimeSpan.Zero,
            RuntimesManifest = "/nowhere.json",
            RuntimeConfiguration = CapabilitySetting.On
        };

        options.Problems().Select(problem => problem.Split(' ')[0]).ShouldBe(
            ["OpenWhisk:Endpoint", "OpenWhisk:Auth", "OpenWhisk:CallTimeout", "OpenWhisk:RuntimesManifest",
                "OpenWhisk:RuntimeConfiguration"]);
        Platforms.Stock.Problems().ShouldBeEmpty();
    }

    public void Dispose() => _server.Dispose();

    private static OpenWhiskOptions Auto => new() { Endpoint = new Uri("http://whisk.test/"), Auth = "me:secret" };

    private Task<PlatformDescription> DescribeAsync(OpenWhiskOptions options) =>
        Platforms.Over(_server, options).DescribeAsync(default);
}
