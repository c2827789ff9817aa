using System.Globalization;
using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Tests.Cli;

public sealed class SimulateCommandTests : IDisposable
{
    private const string Trace = "HashApp,AverageMemMB,0,1,2,3\na,1024,2,0,3,1\nb,512,0,1,1,0\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-simulate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task All_policies_are_compared_unless_some_are_named()
    {
        var all = await CommandLineRun.OfAsync("simulate", "--trace", Write(Trace));
        var some = await CommandLineRun.OfAsync(
            "simulate", "--trace", Write(Trace), "--policies", "oracle,keepalive-1m");

        all.Code.ShouldBe(ExitCode.Done);
        all.Error.ShouldBeEmpty();
        all.Output.ShouldContain("2 apps, 2 pools, 4 minutes in windows of 60 s; seed 1");
        all.Output.ShouldContain("8 container-minutes, 420 GB-s in use");
        string[] policies =
        [
            "keepalive-1m", "keepalive-5m", "keepalive-10m", "openwhisk-reactive", "histogram", "fft", "markov", "ets",
            "gap-table", "aquatope", "oracle"
        ];
        foreach (var policy in policies) all.Output.ShouldContain(policy);
        some.Output.ShouldNotContain("keepalive-10m");
        some.Output.IndexOf("oracle", StringComparison.Ordinal)
            .ShouldBeLessThan(some.Output.IndexOf("keepalive-1m", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_document_on_standard_output_is_alone_there()
    {
        var path = Write(Trace);

        var run = await CommandLineRun.OfAsync(
            "simulate", "--trace", path, "--policies", "keepalive-1m", "--json", "-", "--seed", "3");

        using var document = JsonDocument.Parse(run.Output);
        var root = document.RootElement;
        root.GetProperty("trace")[0].GetString().ShouldBe(path);
        root.GetProperty("apps").GetInt32().ShouldBe(2);
        root.GetProperty("minutes").GetInt32().ShouldBe(4);
        root.GetProperty("containerMinutes").GetInt32().ShouldBe(8);
        root.GetProperty("invocations").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("seed").GetInt32().ShouldBe(3);
        var policy = root.GetProperty("policies")[0];
        policy.GetProperty("name").GetString().ShouldBe("keepalive-1m");
        policy.GetProperty("coldStarts").GetInt32().ShouldBe(6);
        policy.GetProperty("coldStartRate").GetDouble().ShouldBe(0.75);
        policy.GetProperty("appColdRateP50").GetDouble().ShouldBe((5 / 6.0 + 0.5) / 2, 1e-12);
        policy.GetProperty("appColdRateP75").GetDouble().ShouldBe(0.5 + 0.75 * (5 / 6.0 - 0.5), 1e-12);
        policy.GetProperty("allocatedGbSeconds").GetDouble().ShouldBe((10 + 1.5) * 60);
        policy.GetProperty("usedGbSeconds").GetDouble().ShouldBe(7 * 60);
        policy.GetProperty("wastedGbSeconds").GetDouble().ShouldBe(4.5 * 60);
        policy.GetProperty("decisionSeconds").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_document_goes_to_a_file_beside_the_table()
    {
        var path = Path.Combine(_folder.FullName, "result.json");

        var run = await CommandLineRun.OfAsync("simulate", "--trace", Write(Trace), "--json", path);

        run.Output.ShouldContain("cold starts");
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        document.RootElement.GetProperty("policies").GetArrayLength().ShouldBe(11);
        _folder.GetFiles().Select(file => file.Name).ShouldNotContain(name => name.Contains("unfinished"));
    }

    [Fact]
    public async Task A_sweep_shows_the_whole_curve_beside_the_policies()
    {
        var path = Path.Combine(_folder.FullName, "result.json");

        var run = await CommandLineRun.OfAsync(
            "simulate", "--trace", Write(Trace), "--policies", "aquatope", "--sweep", "--json", path);

        run.Output.ShouldContain("headroom");
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        document.RootElement.GetProperty("policies").GetArrayLength().ShouldBe(1);
        var sweep = document.RootElement.GetProperty("sweep").EnumerateArray().ToArray();
        var headrooms = sweep.Select(at => at.GetProperty("headroom").GetDouble()).ToArray();
        headrooms.ShouldBe(headrooms.Order());
        headrooms[^1].ShouldBe(1);
        var cold = sweep.Select(at => at.GetProperty("coldStarts").GetInt32()).ToArray();
        cold.ShouldBe(cold.OrderDescending());
        sweep.Single(at => at.GetProperty("headroom").GetDouble() == 0.95).GetProperty("allocatedGbSeconds").GetDouble()
            .ShouldBe(document.RootElement.GetProperty("policies")[0].GetProperty("allocatedGbSeconds").GetDouble());
    }

    [Fact]
    public async Task The_reference_needs_nothing_but_its_name()
    {
        var run = await CommandLineRun.OfAsync(
            "simulate", "--trace", Write(Trace), "--policies", "reference,keepalive-10m", "--json", "-");

        using var document = JsonDocument.Parse(run.Output);
        var policies = document.RootElement.GetProperty("policies");
        policies[0].GetProperty("name").GetString().ShouldBe("reference");
        policies[0].GetProperty("coldStarts").GetInt32()
            .ShouldBe(policies[1].GetProperty("coldStarts").GetInt32(), "it has not learned anything yet");
    }

    [Fact]
    public async Task Headroom_moves_aquatope_and_stands_in_the_document()
    {
        using var none = await Document("--headroom", "0");
        using var all = await Document("--headroom", "1");

        none.RootElement.GetProperty("headroom").GetDouble().ShouldBe(0);
        Cold(none).ShouldBe(8, "nothing is ever ready");
        Cold(all).ShouldBeLessThan(8);
        all.RootElement.TryGetProperty("sweep", out _).ShouldBeFalse();
        all.RootElement.TryGetProperty("memoryBudgetMb", out _).ShouldBeFalse();

        static int Cold(JsonDocument document) =>
            document.RootElement.GetProperty("policies")[0].GetProperty("coldStarts").GetInt32();
    }

    [Fact]
    public async Task A_memory_budget_bounds_what_all_functions_hold_ready_together()
    {
        using var bounded = await Document("--memory-budget-mb", "511");

        var policy = bounded.RootElement.GetProperty("policies")[0];
        bounded.RootElement.GetProperty("memoryBudgetMb").GetInt32().ShouldBe(511);
        policy.GetProperty("coldStarts").GetInt32().ShouldBe(8, "the smallest container has 512 MB");
        policy.GetProperty("wastedGbSeconds").GetDouble().ShouldBe(0);
    }

    [Fact]
    public async Task Each_app_has_a_line_for_each_policy()
    {
        var path = Path.Combine(_folder.FullName, "apps.csv");

        await CommandLineRun.OfAsync(
            "simulate", "--trace", Write(Trace), "--policies", "keepalive-1m,oracle", "--per-app", path);

        (await File.ReadAllLinesAsync(path)).ShouldBe(
        [
            "policy,app,coldStarts,allocatedGbSeconds,usedGbSeconds",
            "keepalive-1m,a,5,600,360",
            "keepalive-1m,b,1,90,60",
            "oracle,a,2,360,360",
            "oracle,b,0,60,60"
        ]);
    }

    [Fact]
    public async Task Defaults_stand_in_for_what_a_trace_does_not_have()
    {
        var path = Write("HashOwner,HashApp,HashFunction,Trigger,1\no,a,f,http,6\n");

        var run = await CommandLineRun.OfAsync(
            "simulate", "--trace", path, "--policies", "oracle", "--json", "-",
            "--default-duration-ms", "30000", "--default-memory-mb", "512");

        using var document = JsonDocument.Parse(run.Output);
        document.RootElement.GetProperty("invocations").GetInt32().ShouldBe(6);
        document.RootElement.GetProperty("containerMinutes").GetInt32().ShouldBe(3);
        document.RootElement.GetProperty("policies")[0].GetProperty("usedGbSeconds").GetDouble().ShouldBe(3 * 0.5 * 60);
    }

    [Fact]
    public async Task Several_files_are_one_trace()
    {
        var both = string.Create(CultureInfo.InvariantCulture, $"{Write(Trace)},{Write(Trace)}");

        var run = await CommandLineRun.OfAsync("simulate", "--trace", both, "--policies", "oracle");

        run.Output.ShouldContain("2 apps, 2 pools, 8 minutes");
        run.Output.ShouldContain("16 container-minutes");
    }

    [Theory]
    [InlineData("HashApp,AverageMemMB,0,1\na,1,0", "line 2: the row has 3 columns; expected 4, as in the header")]
    [InlineData("HashApp,AverageMemMB,0,1\na,1,0,-1", "line 2, column 4: found '-1'; expected a number of containers")]
    [InlineData("HashApp,AverageMemMB,0,1\na,1,0,NaN", "line 2, column 4: found 'NaN'")]
    [InlineData("", "the file is empty")]
    [InlineData("a,b,c\n1,2,3", "line 1: found the header 'a,b,c'; expected one of")]
    public async Task A_malformed_trace_is_named_by_file_and_line(string content, string problem)
    {
        var path = Write(content);

        var run = await CommandLineRun.OfAsync("simulate", "--trace", path);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.ShouldHaveSingleItem().ShouldStartWith($"aquatope simulate: --trace: {path}");
        run.Complaints[0].ShouldContain(problem);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_before_it_is_begun()
    {
        var path = Write(Trace);
        await Refused("--trace is '/no/such.csv', but there is no such file", "--trace", "/no/such.csv");
        await Refused("a folder; it takes files", "--trace", _folder.FullName);
        await Refused("--policies names 'keep'; known are keepalive-1m,", "--trace", path, "--policies", "keep");
        await Refused("--headroom is '1.5'; it takes a number from 0 to 1", "--trace", path, "--headroom", "1.5");
        await Refused("--memory-budget-mb is '-1'", "--trace", path, "--memory-budget-mb", "-1");
        await Refused("is no model folder: there is no manifest.json in it",
            "--trace", path, "--model", _folder.FullName);
        await Refused("--per-app is", "--trace", path, "--per-app", _folder.FullName);
        await Refused("--warmup-minutes is 4, but the trace has 4 minutes", "--trace", path, "--warmup-minutes", "4");

        static async Task Refused(string problem, params string[] options)
        {
            var run = await CommandLineRun.OfAsync(["simulate", .. options]);
            run.Code.ShouldBe(ExitCode.Usage);
            run.Complaints.ShouldHaveSingleItem().ShouldContain(problem);
        }
    }

    [Fact]
    public async Task An_interrupted_replay_leaves_no_result_behind()
    {
        using var stop = new StopRequest();
        stop.Interrupt();
        var json = Path.Combine(_folder.FullName, "result.json");

        var run = await CommandLineRun.OfAsync(
            ["simulate", "--trace", Write(Trace), "--json", json], verbs: null, stop);

        run.Code.ShouldBe(ExitCode.Interrupted);
        File.Exists(json).ShouldBeFalse();
    }

    private async Task<JsonDocument> Document(params string[] options)
    {
        var run = await CommandLineRun.OfAsync(
            ["simulate", "--trace", Write(Trace), "--policies", "aquatope", "--json", "-", .. options]);
        run.Code.ShouldBe(ExitCode.Done);
        return JsonDocument.Parse(run.Output);
    }

    private string Write(string content)
    {
        var path = Path.Combine(_folder.FullName, $"trace{_folder.GetFiles().Length}.csv");
        File.WriteAllText(path, content);
        return path;
    }
}
