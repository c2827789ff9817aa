using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Testing;

namespace AquaTope.Host.Tests.Cli;

public sealed class TuneCommandTests : IDisposable
{
    private const string Model =
        """
        {"name":"pair","qosSeconds":2,"stages":[
          {"name":"first","work":1,"parallelFraction":0.5,"memoryKneeMb":512,"memoryPressure":0.5},
          {"name":"second","work":0.5,"parallelFraction":0.9,"memoryKneeMb":1024,"memoryPressure":1,"after":["first"]}]}
        """;

    // Of the second configuration one of two runs failed.
    private const string Profile =
        """
        benchmark,input,mem_mib,cpu_millicores,instance,rep,latency_s,status
        resize,1,256,500,vm,0,1.5,200
        resize,1,256,500,vm,1,1.7,200
        resize,1,128,500,vm,0,2.5,200
        resize,1,128,500,vm,1,0.1,502
        resize,1,512,1000,vm,0,0.8,200
        resize,1,512,1000,vm,1,0.9,200
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-tune-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task The_document_has_every_key_of_the_contract()
    {
        var root = await DocumentAsync(
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

        var root = await DocumentAsync("--problem", "wf3", "--designer", "random", "--seed", "3", "--trials", "10");

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

        var first = await DocumentAsync([.. options, "5"]);
        var again = await DocumentAsync([.. options, "5"]);
        var other = await DocumentAsync([.. options, "6"]);

        again.GetProperty("trials").GetRawText().ShouldBe(first.GetProperty("trials").GetRawText());
        again.GetProperty("recommended").GetRawText().ShouldBe(first.GetProperty("recommended").GetRawText());
        other.GetProperty("trials").GetRawText().ShouldNotBe(first.GetProperty("trials").GetRawText());
        first.GetProperty("trials")[0].TryGetProperty("plan", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_feasible_trial_there_is_no_answer()
    {
        var run = await TuneAsync(
            "--workflow-model", Write("model.json", Model.Replace("\"qosSeconds\":2", "\"qosSeconds\":0.001")),
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
        var run = await TuneAsync(
            "--workflow-model", Write("model.json", Model), "--designer", "sobol", "--trials", "20", "--seed", "4");

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
        var root = await DocumentAsync(
            "--profile", Write("profile.csv", Profile), "--stages", "resize,resize", "--qos", "4",
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
    public async Task A_vector_picture_has_both_diagrams_with_their_labels()
    {
        var path = Path.Combine(_folder.FullName, "wf3.svg");

        await TuneAsync("--problem", "wf3", "--designer", "sobol", "--trials", "30", "--plot", path);

        var svg = XDocument.Load(path);
        var texts = svg.Descendants().Where(element => element.Name.LocalName == "text")
            .Select(text => text.Value).ToList();
        string[] labels =
        [
            "wf3 by sobol", "trial", "cost per run", "end-to-end latency (s)", "promised", "optimum",
            "observed, feasible", "best truly feasible so far", "recommended, noise-free"
        ];
        foreach (var label in labels) texts.ShouldContain(label);
        svg.Descendants().Count(element => element.Name.LocalName == "circle").ShouldBeGreaterThan(10);
        svg.Descendants().Attributes()
            .ShouldNotContain(attribute => attribute.Value.Contains("NaN") || attribute.Value.Contains("Infinity"));
    }

    [Fact]
    public async Task A_picture_of_pixels_has_the_size_of_its_diagrams()
    {
        var path = Path.Combine(_folder.FullName, "gardner.png");

        await TuneAsync("--problem", "gardner", "--designer", "random", "--trials", "12", "--plot", path);

        var bytes = await File.ReadAllBytesAsync(path);
        bytes[..8].ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        (BigEndian(bytes, 16), BigEndian(bytes, 20)).ShouldBe((1232, 984));
        _folder.GetFiles().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Designers_are_compared_on_the_same_seeds_side_by_side()
    {
        var json = Path.Combine(_folder.FullName, "compared.json");
        var plot = Path.Combine(_folder.FullName, "compared.svg");

        var run = await TuneAsync(
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

        var alone = await DocumentAsync("--problem", "wf3", "--designer", "sobol", "--seed", "2", "--trials", "25");
        var compared = designers[1].GetProperty("runs")[1];
        compared.GetProperty("seed").GetInt32().ShouldBe(2);
        compared.GetProperty("bestTrue")[2].GetDouble()
            .ShouldBe(alone.GetProperty("trials")[24].GetProperty("bestTrue").GetDouble());
        compared.GetProperty("recommended")[2].GetProperty("trueObjective").GetDouble()
            .ShouldBe(alone.GetProperty("recommended").GetProperty("trueObjective").GetDouble());
    }

    [Theory]
    [InlineData("nothing is named to size; it takes one of --problem, --workflow-model, --profile, --workflow")]
    [InlineData("--problem and --profile are both given", "--problem", "wf3", "--profile", "x.csv")]
    [InlineData("--problem is 'wf4', which is no problem, did you mean 'wf3'", "--problem", "wf4")]
    [InlineData("--designer names 'sobl', which is no designer, did you mean 'sobol'",
        "--problem", "wf3", "--designer", "sobl")]
    [InlineData("--designers names 'xyzzy', which is no designer, known are",
        "--problem", "wf3", "--designers", "sobol,xyzzy")]
    [InlineData("--designer and --designers are both given",
        "--problem", "wf3", "--designers", "sobol", "--designer", "random")]
    [InlineData("--workflow-model is '/no/model.json', but there is no such file",
        "--workflow-model", "/no/model.json")]
    [InlineData("--profile is given without --stages", "--profile", "x.csv")]
    [InlineData("--qos is given without --profile", "--problem", "wf3", "--qos", "2")]
    [InlineData("--qos is '0'; it takes a number from", "--profile", "x.csv", "--stages", "a", "--qos", "0")]
    [InlineData("--workflow is given without --platform", "--workflow", "x.json")]
    [InlineData("--platform is given without --workflow", "--problem", "wf3", "--platform", "http://127.0.0.1:1")]
    [InlineData("--repetitions is given without --workflow", "--problem", "wf3", "--repetitions", "3")]
    [InlineData("--init is 20, but there are 10 trials", "--problem", "wf3", "--trials", "10", "--init", "20")]
    [InlineData("--trials is '0'", "--problem", "wf3", "--trials", "0")]
    [InlineData("--plot is 'x.gif'; it takes a file that ends in .svg or .png", "--problem", "wf3", "--plot", "x.gif")]
    public async Task A_mistake_gets_one_line_that_says_what_would_be_right(string problem, params string[] options)
    {
        var run = await TuneAsync(options);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.ShouldHaveSingleItem().ShouldContain(problem);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_wrong_in_a_file_is_named_by_its_place()
    {
        var model = Write("model.json", Model.Replace("\"parallelFraction\":0.9", "\"parallelFraction\":1.9"));
        var profile = Write("profile.csv", Profile.Replace("2.5", "fast"));
        var columns = Write("columns.csv", "a,b\n1,2\n");
        var good = Write("good.csv", Profile);

        await Refused("stages[1].parallelFraction: found 1.9; expected a number from 0", "--workflow-model", model);
        await Refused("line 4, column 7: found 'fast'; expected a duration", Measured(profile, "resize"));
        await Refused("line 1: the columns a, b are those of no known table", Measured(columns, "resize"));
        await Refused("--stages names 'resise', which the profile has not, did you mean", Measured(good, "resise"));
        await Refused("--stages is 'resize,,resize', with an empty entry", Measured(good, "resize,,resize"));

        async Task Refused(string problem, params string[] options)
        {
            var run = await TuneAsync([.. options, "--designer", "sobol"]);
            run.Code.ShouldBe(ExitCode.Usage);
            run.Complaints.ShouldHaveSingleItem().ShouldContain(problem);
        }

        static string[] Measured(string path, string stages) => ["--profile", path, "--stages", stages, "--qos", "4"];
    }

    [Fact]
    public async Task An_interrupted_run_says_what_it_knows_and_leaves_nothing_half_done()
    {
        using var stop = new StopRequest();
        var json = Path.Combine(_folder.FullName, "result.json");
        using var output = new StringWriter();
        using var error = new InterruptingWriter("trial 20 of", stop);

        var code = await CommandLine.RunAsync(
            ["tune", "--problem", "wf3", "--designer", "sobol", "--json", json, "--plot", json + ".svg"],
            new Terminal(output, error, ErrorIsInteractive: false), stop);

        code.ShouldBe(ExitCode.Interrupted);
        output.ToString().ShouldContain("20 of 70 trials by sobol");
        output.ToString().ShouldContain("best observed so far: ");
        _folder.GetFiles().ShouldBeEmpty();
    }

    private static Task<CommandLineRun> TuneAsync(params string[] options) =>
        CommandLineRun.OfAsync(["tune", .. options]);

    private static async Task<JsonElement> DocumentAsync(params string[] options)
    {
        var run = await TuneAsync([.. options, "--json", "-"]);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        using var document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static double[] Numbers(JsonElement element, string field) =>
        [.. element.GetProperty(field).EnumerateArray().Select(value => value.GetDouble())];

    private static double? Optional(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();

    private static int BigEndian(byte[] bytes, int at) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));

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
