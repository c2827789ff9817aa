using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Emulation;
using AquaTope.Models.Simulation;

namespace AquaTope.Host.Tests.Cli.Loading;

/// <summary><c>load</c> against a platform that answers over real HTTP.</summary>
public sealed class LoadCommandTests : IAsyncLifetime, IDisposable
{
    private const string Trace =
        "HashOwner,HashApp,HashFunction,Trigger,1,2,3\no,p,f,http,20,0,10\no,p,g,timer,5,5,5\no,p,idle,http,0,0,0\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-load-");
    private LoadedPlatform _whisk = null!;

    public async Task InitializeAsync()
    {
        _whisk = await LoadedPlatform.StartAsync(new EmulatorOptions { TimeScale = 1000 });
        await _whisk.DeployAsync("f", """{"work":0.4}""");
        await _whisk.DeployAsync("g", """{"work":0.2}""");
    }

    public async Task DisposeAsync() => await _whisk.DisposeAsync();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_rate_is_sent_for_as_long_as_said()
    {
        var root = await DocumentAsync("--workflow", "f", "--rate", "2", "--duration", "30", "--seed", "3");

        root.GetProperty("target").GetString().ShouldBe(_whisk.Address);
        root.GetProperty("workflow").GetString().ShouldBe("f");
        root.GetProperty("trace").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("seed").GetInt32().ShouldBe(3);
        root.GetProperty("scheduleSeconds").GetDouble().ShouldBe(30);
        root.GetProperty("stopped").GetBoolean().ShouldBeFalse();
        var sent = root.GetProperty("sent").GetInt32();
        sent.ShouldBeInRange(30, 90);
        root.GetProperty("planned").GetInt32().ShouldBe(sent);
        root.GetProperty("succeeded").GetInt32().ShouldBe(sent);
        root.GetProperty("coldStarts").GetInt32().ShouldBeInRange(1, sent);
        root.GetProperty("intendedPerSecond").GetDouble().ShouldBe(sent / 0.03, 1e-6);
        var latency = root.GetProperty("latencySeconds");
        string[] rising = ["p50", "p90", "p95", "p99", "max"];
        rising.Select(name => latency.GetProperty(name).GetDouble()).ShouldBeInOrder();
        latency.GetProperty("p50").GetDouble().ShouldBeGreaterThan(0);
        root.GetProperty("senderLagSeconds").GetProperty("p99").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
        (await _whisk.CountAsync("f")).ShouldBe(sent);
    }

    [Fact]
    public async Task A_trace_invokes_the_actions_of_its_series()
    {
        var whole = await DocumentAsync("--trace", Write(Trace));

        whole.GetProperty("scheduleSeconds").GetDouble().ShouldBe(180);
        whole.GetProperty("sent").GetInt32().ShouldBe(45);
        (await _whisk.CountAsync("f")).ShouldBe(30);
        (await _whisk.CountAsync("g")).ShouldBe(15);

        (await DocumentAsync("--trace", Write(Trace), "--duration", "120")).GetProperty("sent").GetInt32().ShouldBe(30);
    }

    [Fact]
    public async Task A_shape_sends_the_counts_of_all_its_series_to_one_action()
    {
        var shaped = await DocumentAsync("--workflow", "g", "--shape", Write(Trace));

        shaped.GetProperty("sent").GetInt32().ShouldBe(45);
        shaped.GetProperty("ratePerSecond").ValueKind.ShouldBe(JsonValueKind.Null);
        (await _whisk.CountAsync("g")).ShouldBe(45);
    }

    [Fact]
    public async Task Single_invocations_are_read_as_counts()
    {
        var sent = await DocumentAsync("--trace", Write("func,end_s\nf,1\nf,2\ng,70\n"));

        sent.GetProperty("sent").GetInt32().ShouldBe(3);
        sent.GetProperty("scheduleSeconds").GetDouble().ShouldBe(120);
    }

    [Fact]
    public async Task A_sequence_is_invoked_and_its_cold_starts_are_in_the_records_of_its_parts()
    {
        await _whisk.PutAsync("both", """{"exec":{"kind":"sequence","components":["/_/f","/_/g"]}}""");

        var run = await RunAsync("--workflow", "both", "--duration", "10");
        var root = await DocumentAsync("--workflow", "both", "--duration", "10");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Output.ShouldContain("in the records of the parts");
        run.Output.ShouldContain("seed 1");
        run.Output.ShouldContain("sent late by");
        root.GetProperty("coldStarts").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("succeeded").GetInt32().ShouldBe(root.GetProperty("sent").GetInt32());
    }

    [Fact]
    public async Task An_activation_that_outlasts_the_platforms_patience_is_asked_for_until_its_record_is_there()
    {
        await _whisk.DeployAsync("long", """{"work":90}""", more: ""","limits":{"timeout":300000}""");

        var root = await DocumentAsync("--workflow", "long", "--rate", "0.1", "--duration", "30");

        root.GetProperty("succeeded").GetInt32().ShouldBe(root.GetProperty("sent").GetInt32());
    }

    [Fact]
    public async Task A_run_of_which_nothing_succeeds_has_failed()
    {
        await _whisk.DeployAsync("poor", """{"work":1,"requiredMemoryMb":2048}""");
        var json = Path.Combine(_folder.FullName, "load.json");

        var run = await RunAsync("--workflow", "poor", "--duration", "20", "--json", json);

        run.Code.ShouldBe(ExitCode.Failed);
        run.Complaints[^1].ShouldStartWith("aquatope load: no invocation succeeded; ");
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        var root = document.RootElement;
        root.GetProperty("failures").GetArrayLength().ShouldBe(1);
        root.GetProperty("failed").GetInt32().ShouldBe(root.GetProperty("sent").GetInt32());
        root.GetProperty("latencySeconds").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Throttled_invocations_are_counted_as_such()
    {
        await using var throttled = await LoadedPlatform.StartAsync(
            new EmulatorOptions { TimeScale = 1, InvocationsPerMinute = 5 });
        await throttled.DeployAsync("f", """{"work":0.001}""");

        var run = await CommandLineRun.OfAsync(
            "load", "--target", throttled.Address, "--workflow", "f", "--duration", "60", "--time-scale", "1000",
            "--json", "-");

        using var document = JsonDocument.Parse(run.Output);
        var root = document.RootElement;
        var failure = root.GetProperty("failures").EnumerateArray().ShouldHaveSingleItem();
        failure.GetProperty("kind").GetString().ShouldBe("throttled (429)");
        failure.GetProperty("reason").GetString()!.ShouldContain("Too many requests in the last minute");
        root.GetProperty("succeeded").GetInt32().ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task An_interrupted_run_prints_what_is_known()
    {
        var clock = new VirtualClock(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
        await using var stepped = await LoadedPlatform.StartAsync(new EmulatorOptions { Time = clock });
        await stepped.DeployAsync("f", """{"work":1}""");
        using var stop = new StopRequest();
        var json = Path.Combine(_folder.FullName, "load.json");
        var run = CommandLineRun.OfAsync(
            ["load", "--target", stepped.Address, "--workflow", "f", "--rate", "100", "--duration", "36000",
                "--json", json],
            verbs: null, stop);
        await Task.WhenAny(run, stepped.Platform.WhenParkedAsync(3));
        // Three are answered well before the interruption, after which answers are waited for only so long.
        stepped.Platform.AdvanceTo(clock.GetUtcNow().AddSeconds(10));
        await Task.WhenAny(run, stepped.Platform.WhenParkedAsync(3));

        stop.Interrupt();
        while (!run.IsCompleted)
        {
            stepped.Platform.AdvanceTo(clock.GetUtcNow().AddSeconds(1));
            await Task.Yield();
        }

        var ended = await run;
        ended.Code.ShouldBe(ExitCode.Interrupted, ended.Error);
        ended.Output.ShouldContain("Stopped after ");
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        var root = document.RootElement;
        root.GetProperty("stopped").GetBoolean().ShouldBeTrue();
        root.GetProperty("sent").GetInt32().ShouldBeInRange(3, root.GetProperty("planned").GetInt32() - 1);
        root.GetProperty("succeeded").GetInt32().ShouldBeGreaterThanOrEqualTo(3);
    }

    private async Task<JsonElement> DocumentAsync(params string[] options)
    {
        var run = await RunAsync([.. options, "--json", "-"]);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        using var document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }

    private Task<CommandLineRun> RunAsync(params string[] options) =>
        CommandLineRun.OfAsync(["load", "--target", _whisk.Address, "--time-scale", "1000", .. options]);

    private string Write(string trace)
    {
        var path = Path.Combine(_folder.FullName, "trace.csv");
        File.WriteAllText(path, trace);
        return path;
    }
}
