using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Emulation;
using AquaTope.Models.Platform;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Tests.Cli.Tuning;

/// <summary><c>tune</c> on a platform that answers over real HTTP.</summary>
public sealed class TunePlatformTests : IAsyncLifetime, IDisposable
{
    private const string Workflow = """{"name":"pair","functions":["a","b"],"params":{},"qos":3}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-tune-");
    private readonly HttpClient _rest = new();
    private EmulatedPlatform _whisk = null!;

    public async Task InitializeAsync()
    {
        _whisk = await EmulatedPlatform.StartAsync(
            new EmulatorOptions
            {
                Capabilities = PlatformCapabilities.CpuLimits,
                TimeScale = 1000,
                MaximumMemory = MemorySize.FromMegabytes(512)
            },
            CancellationToken.None);
        _rest.BaseAddress = new Uri(_whisk.BaseAddress, "/api/v1/namespaces/_/");
        _rest.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(EmulatorOptions.GuestKey)));
        await DeployAsync("a", """{"work":0.4}""");
        await DeployAsync("b", """{"work":0.2,"requiredMemoryMb":200}""");
    }

    public async Task DisposeAsync() => await _whisk.DisposeAsync();

    public void Dispose()
    {
        _rest.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_workflow_is_measured_on_copies_that_are_gone_afterwards()
    {
        var plot = Path.Combine(_folder.FullName, "pair.svg");
        var run = await TuneAsync(
            "--designer", "sobol", "--trials", "8", "--batch", "2", "--repetitions", "1",
            "--json", "-", "--plot", plot);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        using var document = JsonDocument.Parse(run.Output);
        var root = document.RootElement;
        root.GetProperty("problem").GetString().ShouldBe("pair");
        root.GetProperty("optimum").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("suggestCpuSeconds").GetArrayLength().ShouldBe(4);
        var trials = root.GetProperty("trials").EnumerateArray().ToList();
        trials.Select(trial => trial.GetProperty("t").GetInt32()).ShouldBe(Enumerable.Range(0, 8));
        trials.ShouldAllBe(trial => trial.GetProperty("bestTrue").ValueKind == JsonValueKind.Null);
        trials[0].GetProperty("plan")[0].GetProperty("memoryMb").GetInt32().ShouldBe(256);
        trials[0].GetProperty("objective").GetDouble().ShouldBeGreaterThan(0);
        foreach (var trial in trials)
        {
            var starved = trial.GetProperty("plan")[1].GetProperty("memoryMb").GetInt32() < 200;
            trial.TryGetProperty("failure", out _).ShouldBe(starved);
        }
        trials.ShouldContain(trial => trial.GetProperty("feasible").GetBoolean());
        var recommended = root.GetProperty("recommended");
        recommended.GetProperty("x").GetArrayLength().ShouldBe(4);
        recommended.GetProperty("trueObjective").ValueKind.ShouldBe(JsonValueKind.Null);
        recommended.GetProperty("because").GetString().ShouldNotBeNullOrEmpty();
        (await File.ReadAllTextAsync(plot)).ShouldContain("best observed so far");
        (await _rest.GetFromJsonAsync<JsonElement>("packages")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_interruption_removes_the_copies_of_the_trial_under_way()
    {
        using var stop = new StopRequest();
        using var output = new StringWriter();
        await DeployAsync("b", """{"work":50}""");
        var run = CommandLine.RunAsync(
            Command("--designer", "sobol", "--trials", "1000"),
            new Terminal(output, TextWriter.Null, ErrorIsInteractive: false), stop);
        JsonElement copies;
        do copies = await _rest.GetFromJsonAsync<JsonElement>("packages");
        while (!run.IsCompleted && copies.GetArrayLength() == 0);

        stop.Interrupt();

        (await run).ShouldBe(ExitCode.Interrupted);
        output.ToString().ShouldContain("no trial was feasible so far");
        (await _rest.GetFromJsonAsync<JsonElement>("packages")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_cannot_be_measured_is_refused_before_the_first_trial()
    {
        await Refused(ExitCode.Usage, "the platform has no function guest/c", Workflow.Replace("\"b\"", "\"c\""));
        await Refused(ExitCode.Usage, "--workflow: ", Workflow.Replace("3}", "-3}"));
        await Refused(ExitCode.Usage, "--init is given with --platform", Workflow, "--init", "5");
        await Refused(ExitCode.Usage, "--platform is given with a comparison", Workflow, "--seeds", "5");
        await Refused(ExitCode.Usage, "--auth has another form than UUID:KEY", Workflow, "--auth", "secret");
        await Refused(
            ExitCode.Failed, "--platform is '", Workflow, "--auth", "23bc46b1-71f6-4ed5-8c54-816aa4f8c502:wrong");

        async Task Refused(int code, string problem, string workflow, params string[] options)
        {
            var run = await CommandLineRun.OfAsync([.. Command(options, workflow), "--designer", "sobol"]);
            run.Code.ShouldBe(code);
            run.Complaints.ShouldHaveSingleItem().ShouldContain(problem);
        }
    }

    private Task<CommandLineRun> TuneAsync(params string[] options) => CommandLineRun.OfAsync(Command(options));

    private string[] Command(params string[] options) => Command(options, Workflow);

    private string[] Command(string[] options, string workflow)
    {
        var path = Path.Combine(_folder.FullName, "workflow.json");
        File.WriteAllText(path, workflow);
        return ["tune", "--workflow", path, "--platform", _whisk.BaseAddress.ToString(), .. options];
    }

    private async Task DeployAsync(string name, string model)
    {
        var action = $$"""
            {"exec":{"kind":"nodejs:20","code":"function main(x) { return x }"},
             "annotations":[{"key":"aquatope-model","value":{{model}}}]}
            """;
        using var body = new StringContent(action, Encoding.UTF8, "application/json");
        (await _rest.PutAsync($"actions/{name}?overwrite=true", body)).EnsureSuccessStatusCode();
    }
}
