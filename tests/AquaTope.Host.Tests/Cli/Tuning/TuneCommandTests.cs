using System.Globalization;
using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Testing;

namespace AquaTope.Host.Tests.Cli.Tuning;

public sealed class TuneCommandTests : IDisposable
{
    private readonly TuneFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task The_document_has_every_key_of_the_contract()
    {
        var root = await TuneRun.DocumentAsync(
            "--problem", "wf3", "--designer", "sobol", "--seed", "3", "--trials", "14", "--batch", "2");

        root.GetProperty("problem").GetString().ShouldBe("wf3");
        root.GetProperty("designer").GetString().ShouldBe("sobol");
        root.GetProperty("seed").GetInt32().ShouldBe(3);
        root.GetProperty("batch").GetInt32().ShouldBe(2);
        root.GetProperty("optimum").GetDouble().ShouldBe(1.02858, 1e-5);
        root.GetProperty("suggestCpuSeconds").GetArrayLength().ShouldBe(2);
        root.GetProperty("suggestWallSeconds").GetArrayLength().ShouldBe(2);
        var trials = root.GetProperty("trials").EnumerateArray().ToList();
        trials.Select(trial => trial.GetProperty("t").GetInt32()).ShouldBe(Enumerable.Range(0, 14));
        double? best = null;
        foreach (var trial in trials)
        {
            Numbers(trial, "x").ShouldAllBe(x => x >= 0 && x <= 1);
            Numbers(trial, "x").Length.ShouldBe(6);
            trial.GetProperty("objective").GetDouble().ShouldBeGreaterThan(0);
            var over = trial.GetProperty("constraints").EnumerateArray().ShouldHaveSingleItem().GetDouble();
            trial.GetProperty("feasible").GetBoolean().ShouldBe(over <= 0);
            trial.GetProperty("plan").GetArrayLength().ShouldBe(3);
            trial.GetProperty("stageSeconds").EnumerateArray().Sum(value => value.GetDouble()).ShouldBe(over + 3, 1e-9);
            var now = Optional(trial.GetProperty("bestTrue"));
            if (best is not null) now!.Value.ShouldBeLessThanOrEqualTo(best.Value);
            best = now;
        }
        var recommended = root.GetProperty("recommended");
        recommended.GetProperty("x").GetArrayLength().ShouldBe(6);
        recommended.GetProperty("objective").GetDouble().ShouldBeGreaterThan(0);
        recommended.GetProperty("trueObjective").GetDouble().ShouldBeGreaterThan(0);
        recommended.GetProperty("feasible").GetBoolean()
            .ShouldBe(recommended.GetProperty("latencySeconds").GetDouble() <= 3);
    }

    [SkippableFact]
    public async Task The_initial_design_and_its_noise_agree_with_the_reference_values()
    {
        var path = SharedData.Require("vectors/problems.json");
        using var vectors = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        var rows = vectors.RootElement.GetProperty("problems").GetProperty("wf3").GetProperty("rows");

        var root = await TuneRun.DocumentAsync(
            "--problem", "wf3", "--designer", "random", "--seed", "3", "--trials", "10");

        foreach (var row in rows.EnumerateArray().Where(row => row.GetProperty("trial").GetInt32() < 10))
        {
            var trial = root.GetProperty("trials")[row.GetProperty("trial").GetInt32()];
            Numbers(trial, "x").ShouldBe(Numbers(row, "x"));
            trial.GetProperty("objective").GetDouble().ShouldBe(row.GetProperty("f_noisy").GetDouble(), 1e-12);
            Numbers(trial, "constraints").Single().ShouldBe(Numbers(row, "c_noisy").Single(), 1e-12);
        }
        root.GetProperty("trials").GetArrayLength().ShouldBe(10);
        root.GetProperty("suggestCpuSeconds").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_seed_gives_the_same_trials_and_answer_again_and_another_one_others()
    {
        string[] options = ["--problem", "gardner", "--designer", "sobol", "--trials", "20", "--seed"];

        var first = await TuneRun.DocumentAsync([.. options, "5"]);
        var again = await TuneRun.DocumentAsync([.. options, "5"]);
        var other = await TuneRun.DocumentAsync([.. options, "6"]);

        again.GetProperty("trials").GetRawText().ShouldBe(first.GetProperty("trials").GetRawText());
        again.GetProperty("recommended").GetRawText().ShouldBe(first.GetProperty("recommended").GetRawText());
        other.GetProperty("trials").GetRawText().ShouldNotBe(first.GetProperty("trials").GetRawText());
        first.GetProperty("trials")[0].TryGetProperty("plan", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_feasible_trial_there_is_no_answer()
    {
        var run = await TuneRun.OfAsync(
            "--workflow-model",
            _files.Write("model.json", TuneFiles.Model.Replace("\"qosSeconds\":2", "\"qosSeconds\":0.001")),
            "--designer", "random", "--trials", "5", "--json", "-");

        using var document = JsonDocument.Parse(run.Output);
        var trials = document.RootElement.GetProperty("trials").EnumerateArray().ToList();
        trials.ShouldAllBe(trial => trial.GetProperty("bestTrue").ValueKind == JsonValueKind.Null);
        document.RootElement.GetProperty("optimum").ValueKind.ShouldBe(JsonValueKind.Null);
        var recommended = document.RootElement.GetProperty("recommended");
        recommended.GetProperty("feasible").GetBoolean().ShouldBeFalse();
        recommended.TryGetProperty("x", out _).ShouldBeTrue();
        recommended.TryGetProperty("trueObjective", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_model_from_a_file_is_sized_and_the_table_says_how_well()
    {
        var run = await TuneRun.OfAsync(
            "--workflow-model", _files.Write("model.json", TuneFiles.Model), "--designer", "sobol", "--trials", "20",
            "--seed", "4");

        run.Code.ShouldBe(ExitCode.Done);
        run.Output.ShouldContain("pair to be run in 2.000 s: 20 of 20 trials by sobol");
        run.Output.ShouldContain("seed 4");
        foreach (var text in new[] { "first", "second", "cores", " MB", "above the optimum of", "feasible" })
            run.Output.ShouldContain(text);
        run.Complaints.Count.ShouldBe(2);
        run.Complaints[1].ShouldStartWith("trial 20 of 20: ");
    }

    [Fact]
    public async Task A_measured_run_that_failed_is_a_failed_trial()
    {
        var root = await TuneRun.DocumentAsync(
            "--profile", _files.Write("profile.csv", TuneFiles.Profile), "--stages", "resize,resize", "--qos", "4",
            "--designer", "random", "--trials", "60");

        root.GetProperty("problem").GetString().ShouldBe("profile.csv:resize,resize");
        var trials = root.GetProperty("trials").EnumerateArray().ToList();
        var failed = trials.Where(trial => trial.TryGetProperty("failure", out _)).ToList();
        failed.ShouldNotBeEmpty();
        foreach (var trial in failed)
        {
            trial.GetProperty("objective").ValueKind.ShouldBe(JsonValueKind.Null);
            trial.GetProperty("constraints").GetArrayLength().ShouldBe(0);
            trial.GetProperty("feasible").GetBoolean().ShouldBeFalse();
        }
        trials.Except(failed).ShouldNotBeEmpty();
        root.GetProperty("optimum").GetDouble().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Designers_are_compared_on_the_same_seeds_side_by_side()
    {
        var json = _files.PathOf("compared.json");
        var plot = _files.PathOf("compared.svg");

        var run = await TuneRun.OfAsync(
            "--problem", "wf3", "--designers", "random,sobol", "--seeds", "3", "--trials", "25",
            "--json", json, "--plot", plot);

        run.Output.ShouldContain("over seeds 1 to 3");
        run.Output.ShouldContain("recommended, share truly feasible");
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(json));
        var root = document.RootElement;
        Numbers(root, "checkpoints").ShouldBe([10, 20, 25]);
        var designers = root.GetProperty("designers").EnumerateArray().ToList();
        designers.Select(designer => designer.GetProperty("name").GetString()).ShouldBe(["random", "sobol"]);
        var initial = designers.Select(designer => designer.GetProperty("bestTrue")[0].GetRawText()).ToList();
        initial[0].ShouldBe(initial[1]);
        foreach (var designer in designers)
        {
            designer.GetProperty("runs").GetArrayLength().ShouldBe(3);
            designer.GetProperty("recommendedFeasible").GetArrayLength().ShouldBe(3);
        }
        (await File.ReadAllTextAsync(plot)).ShouldContain("Designers on wf3");

        var alone = await TuneRun.DocumentAsync(
            "--problem", "wf3", "--designer", "sobol", "--seed", "2", "--trials", "25");
        var compared = designers[1].GetProperty("runs")[1];
        compared.GetProperty("seed").GetInt32().ShouldBe(2);
        compared.GetProperty("bestTrue")[2].GetDouble()
            .ShouldBe(alone.GetProperty("trials")[24].GetProperty("bestTrue").GetDouble());
        compared.GetProperty("recommended")[2].GetProperty("trueObjective").GetDouble()
            .ShouldBe(alone.GetProperty("recommended").GetProperty("trueObjective").GetDouble());
    }

    [Fact]
    public async Task An_interrupted_run_says_what_it_knows_and_leaves_nothing_half_done()
    {
        using var stop = new StopRequest();
        var json = _files.PathOf("result.json");
        using var output = new StringWriter();
        using var error = new InterruptingWriter("trial 20 of", stop);

        var code = await CommandLine.RunAsync(
            ["tune", "--problem", "wf3", "--designer", "sobol", "--json", json, "--plot", json + ".svg"],
            new Terminal(output, error, ErrorIsInteractive: false), stop);

        code.ShouldBe(ExitCode.Interrupted);
        output.ToString().ShouldContain("20 of 70 trials by sobol");
        output.ToString().ShouldContain("best observed so far: ");
        _files.All.ShouldBeEmpty();
    }

    private static double[] Numbers(JsonElement element, string field) =>
        [.. element.GetProperty(field).EnumerateArray().Select(value => value.GetDouble())];

    private static double? Optional(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();

    /// <summary>A writer that asks for a stop once a line begins as told.</summary>
    private sealed class InterruptingWriter(string beginning, StopRequest stop)
        : StringWriter(CultureInfo.InvariantCulture)
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith(beginning, StringComparison.Ordinal) == true) stop.Interrupt();
        }
    }
}
