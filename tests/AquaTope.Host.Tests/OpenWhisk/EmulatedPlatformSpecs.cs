using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AquaTope.Host.Emulation;
using AquaTope.Host.Ingestion;
using AquaTope.Host.OpenWhisk;
using AquaTope.Host.Tests.Ingestion;
using AquaTope.Models.Identity;
using AquaTope.Models.Optimization;
using AquaTope.Models.Platform;
using AquaTope.Models.Platform.Trials;
using AquaTope.Models.Quantities;
using Microsoft.Extensions.Logging.Abstractions;

namespace AquaTope.Host.Tests.OpenWhisk;

/// <summary>The platform client against an OpenWhisk that answers over real HTTP.</summary>
public sealed class EmulatedPlatformSpecs : IAsyncLifetime, IDisposable
{
    private const PlatformCapabilities All =
        PlatformCapabilities.CpuLimits | PlatformCapabilities.RuntimeConfiguration;

    private static readonly FunctionId A = FunctionId.Parse("guest/a");

    private readonly HttpClient _rest = new();
    private EmulatedPlatform _whisk = null!;

    public async Task InitializeAsync()
    {
        _whisk = await EmulatedPlatform.StartAsync(
            new EmulatorOptions { Capabilities = All, TimeScale = 100, MaximumMemory = MemorySize.FromMegabytes(2048) },
            CancellationToken.None);
        _rest.BaseAddress = new Uri(_whisk.BaseAddress, "/api/v1/namespaces/_/");
        _rest.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(EmulatorOptions.GuestKey)));
        foreach (var name in new[] { "a", "b", "c" }) await DeployAsync(name, """{"work":0.2}""");
    }

    public async Task DisposeAsync() => await _whisk.DisposeAsync();

    public void Dispose() => _rest.Dispose();

    [Fact]
    public async Task Its_capabilities_are_found_by_asking()
    {
        using var platform = Connect();

        var described = await platform.DescribeAsync(default);

        described.Can(All).ShouldBeTrue();
        described.MaximumMemory.ShouldBe(MemorySize.FromMegabytes(2048));
        described.MaximumCpu.ShouldBe(CpuShare.FromCores(6));
    }

    [Fact]
    public async Task Limits_are_changed_once_and_read_back()
    {
        using var platform = Connect();
        var change = new PlatformChange.SetLimits(A, ResourceConfiguration.Of(2.5, 384));

        (await platform.ApplyAsync(change, default)).ShouldBe(new PlatformOutcome.Applied(Changed: true));
        (await platform.ApplyAsync(change, default)).ShouldBe(new PlatformOutcome.Applied(Changed: false));

        (await platform.FindAsync(A, default)).ShouldBeOfType<FunctionLookup.Found>()
            .Resources.ShouldBe(change.Resources);
        (await _rest.GetFromJsonAsync<JsonElement>("actions/a")).GetProperty("version").GetString().ShouldBe("0.0.2");
    }

    [Fact]
    public async Task What_it_does_not_allow_or_know_is_refused()
    {
        using var platform = Connect();

        (await platform.ApplyAsync(new PlatformChange.SetLimits(A, ResourceConfiguration.Of(1, 4096)), default))
            .ShouldBeOfType<PlatformOutcome.Refused>().Reason.ShouldContain("allowed threshold");
        var unknown = FunctionId.Parse("guest/unknown");
        (await platform.ApplyAsync(new PlatformChange.SetLimits(unknown, ResourceConfiguration.Of(1, 256)), default))
            .ShouldBeOfType<PlatformOutcome.Refused>().Reason.ShouldContain("guest/unknown");
        (await platform.FindAsync(unknown, default)).ShouldBeOfType<FunctionLookup.Missing>();
    }

    [Fact]
    public async Task Stem_cells_are_reconfigured_at_run_time()
    {
        using var platform = Connect();
        var change = new PlatformChange.SetStemCells(
            [new StemCellTarget(new RuntimeKind("nodejs:20"), MemorySize.FromMegabytes(256), 3)]);

        (await platform.ApplyAsync(change, default)).ShouldBe(new PlatformOutcome.Applied(Changed: true));
        (await platform.ApplyAsync(change, default)).ShouldBe(new PlatformOutcome.Applied(Changed: false));
    }

    [Fact]
    public async Task Warming_calls_start_containers()
    {
        using var platform = Connect();

        (await platform.ApplyAsync(new PlatformChange.KeepWarm(A, 3), default))
            .ShouldBe(new PlatformOutcome.Applied(Changed: true));

        _whisk.Usage.Invocations.ShouldBe(3);
    }

    [Fact]
    public async Task A_trial_measures_a_diamond_on_copies_and_leaves_nothing_behind()
    {
        using var platform = Connect();
        var workflow = Platforms.Workflow("""{"x":1}""", "a", "b<a", "c<a+b");
        var order = Platforms.Trial(workflow, 2, 128, 256, 384);

        var runs = (await platform.MeasureAsync(order, default)).ShouldBeOfType<TrialOutcome.Measured>().Runs;

        runs.Count.ShouldBe(2);
        foreach (var run in runs)
        {
            run.Stages.ShouldAllBe(stage => stage > TimeSpan.FromMilliseconds(150) && stage < TimeSpan.FromSeconds(1));
            run.EndToEnd.ShouldBe(run.Stages.Aggregate((sum, stage) => sum + stage), TimeSpan.FromMilliseconds(1));
        }
        (await _rest.GetFromJsonAsync<JsonElement>("packages")).GetArrayLength().ShouldBe(0);
        (await platform.FindAsync(A, default)).ShouldBeOfType<FunctionLookup.Found>()
            .Resources.Memory.ShouldBe(MemorySize.FromMegabytes(256));
    }

    [Fact]
    public async Task A_stage_without_the_memory_it_needs_fails_the_trial()
    {
        await DeployAsync("hungry", """{"work":0.2,"requiredMemoryMb":512}""");
        using var platform = Connect();
        var order = Platforms.Trial(Platforms.Workflow("{}", "hungry"), 1, 256);

        (await platform.MeasureAsync(order, default)).ShouldBeOfType<TrialOutcome.Failed>()
            .Reason.ShouldContain("memory");
    }

    [Fact]
    public async Task An_in_place_trial_puts_the_limits_back()
    {
        using var platform = Connect();
        var order = new TrialOrder(
            new TrialId(WorkflowId.Parse("wf"), 1, 0), Platforms.Workflow("{}", "a"),
            new ResourcePlan([ResourceConfiguration.Of(1, 512)]), 1, TrialPlacement.InPlace);

        (await platform.MeasureAsync(order, default)).ShouldBeOfType<TrialOutcome.Measured>();

        (await platform.FindAsync(A, default)).ShouldBeOfType<FunctionLookup.Found>()
            .Resources.Memory.ShouldBe(MemorySize.FromMegabytes(256));
    }

    [Fact]
    public async Task A_sweep_removes_what_a_crash_left()
    {
        using var platform = Connect();
        (await PutAsync("packages/aquatope-trial-wf-1-9", "{}")).EnsureSuccessStatusCode();
        await DeployAsync("aquatope-trial-wf-1-9/stage-0", """{"work":0.2}""");

        (await platform.SweepAsync(default)).ShouldBe(1);

        (await _rest.GetFromJsonAsync<JsonElement>("packages")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Its_records_are_understood()
    {
        using var folder = new TemporaryFolder();
        await using var node = await IngestionNode.StartAsync(new IngestOptions { SpoolDirectory = folder.Path });
        using var platform = Connect();
        await platform.ApplyAsync(new PlatformChange.KeepWarm(A, 2), default);

        foreach (var docs in new[] { "true", "false" })
        {
            var posted = await node.PostAsync(await _rest.GetStringAsync($"activations?docs={docs}"));
            var answer = await posted.Content.ReadFromJsonAsync<ActivationsAnswer>();
            answer.ShouldBe(docs == "true" ? new ActivationsAnswer(2, 0, 0, 0) : new ActivationsAnswer(0, 2, 0, 0));
        }
    }

    [SkippableFact]
    public async Task The_hook_installs_itself_again_and_again_and_is_gone_when_told()
    {
        var first = await InstallAsync();
        first.ExitCode.ShouldBe(0, first.Output + first.Errors);
        (await InstallAsync()).ExitCode.ShouldBe(0);

        var action = await _rest.GetFromJsonAsync<JsonElement>("actions/aquatope-forward-activations");
        action.GetProperty("exec").GetProperty("code").GetString().ShouldBe(
            await File.ReadAllTextAsync(Checkout.PathOf("AquaTope.Host/OpenWhisk/hook/forward-activations.js")));
        action.GetProperty("parameters").GetRawText().ShouldContain("open-sesame");
        var rule = await _rest.GetFromJsonAsync<JsonElement>("rules/aquatope-forward-activations-when-due");
        rule.GetProperty("status").GetString().ShouldBe("active");

        var last = await InstallAsync("--uninstall");
        last.ExitCode.ShouldBe(0, last.Output + last.Errors);
        foreach (var collection in new[] { "rules", "triggers" })
            (await _rest.GetFromJsonAsync<JsonElement>(collection)).GetArrayLength().ShouldBe(0);
        (await _rest.GetFromJsonAsync<JsonElement>("actions")).GetArrayLength().ShouldBe(3);
        (await InstallAsync("--uninstall")).ExitCode.ShouldBe(0);
    }

    [SkippableFact]
    public async Task The_installer_says_what_it_lacks()
    {
        var run = await CommandRun.OfAsync(
            "sh", [Checkout.PathOf("AquaTope.Host/OpenWhisk/hook/install.sh")],
            new Dictionary<string, string> { ["APIHOST"] = "" });

        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldContain("APIHOST is not set");
    }

    private Task<CommandRun> InstallAsync(params string[] arguments) =>
        CommandRun.OfAsync(
            "sh", [Checkout.PathOf("AquaTope.Host/OpenWhisk/hook/install.sh"), .. arguments],
            new Dictionary<string, string>
            {
                ["APIHOST"] = _whisk.BaseAddress.ToString(),
                ["AUTH"] = EmulatorOptions.GuestKey,
                ["AQUATOPE_URL"] = "http://127.0.0.1:8080",
                ["AQUATOPE_KEY"] = "open-sesame"
            });

    private OpenWhiskPlatform Connect()
    {
        var options = new OpenWhiskOptions
        {
            Endpoint = _whisk.BaseAddress,
            Auth = EmulatorOptions.GuestKey,
            RecordTimeout = TimeSpan.FromSeconds(20),
            Controller = new AdminEndpoint(_whisk.BaseAddress, "controller.user", "controller.pass"),
            Invokers = [new AdminEndpoint(_whisk.BaseAddress, "invoker.user", "invoker.pass")]
        };
        return new OpenWhiskPlatform(
            OpenWhiskPlatform.CreateClient(options), options, new OwnActivations(), TimeProvider.System,
            NullLogger<OpenWhiskPlatform>.Instance);
    }

    private async Task DeployAsync(string name, string model)
    {
        var response = await PutAsync($"actions/{name}", $$"""
            {"exec":{"kind":"nodejs:20","code":"function main(x) { return x }"},
             "annotations":[{"key":"aquatope-model","value":{{model}}}]}
            """);
        response.EnsureSuccessStatusCode();
    }

    private Task<HttpResponseMessage> PutAsync(string path, string json) =>
        _rest.PutAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));
}
