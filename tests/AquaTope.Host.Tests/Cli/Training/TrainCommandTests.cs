using System.Globalization;
using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Forecasting.Neural.Storage;

namespace AquaTope.Host.Tests.Cli.Training;

public sealed class TrainCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-train-");

    private string Out => Path.Combine(_folder.FullName, "model");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_model_folder_is_written_and_described()
    {
        var run = await TrainAsync("--epochs", "2", "--json", "-", "--seed", "5");

        run.Code.ShouldBe(ExitCode.Done);
        using var document = JsonDocument.Parse(run.Output);
        var root = document.RootElement;
        root.GetProperty("model").GetString().ShouldBe("hybrid");
        root.GetProperty("series").GetInt32().ShouldBe(2);
        root.GetProperty("windows").GetInt32().ShouldBe(2 * 120);
        root.GetProperty("seed").GetInt32().ShouldBe(5);
        root.GetProperty("stages")[0].GetProperty("epochs").GetInt32().ShouldBe(2);
        using var model = ModelFolder.Load(Out);
        model.Version.ShouldBe(root.GetProperty("version").GetString());
        model.Training.DataFingerprint.ShouldBe(root.GetProperty("dataFingerprint").GetString());
        run.Complaints.Count.ShouldBe(2);
        run.Complaints[1].ShouldStartWith("count-model: epoch 2 of 2, loss ");
        _folder.GetFileSystemInfos().Select(entry => entry.Name).Order().ShouldBe(["counts.csv", "model"]);
    }

    [Fact]
    public async Task An_interrupted_training_is_kept_and_the_same_command_goes_on()
    {
        var trace = Trace();
        using var stop = new StopRequest();
        string[] command = ["train", "--trace", trace, "--out", Out, "--epochs", "3"];
        using var ended = new StringWriter();
        using var error = new InterruptingWriter(stop, "epoch 1 of 3");

        var code = await CommandLine.RunAsync(command, new Terminal(ended, error, ErrorIsInteractive: false), stop);
        var resumed = await CommandLineRun.OfAsync(command);

        code.ShouldBe(ExitCode.Interrupted);
        error.ToString().ShouldContain($"kept in {Out}.checkpoint");
        error.ToString().ShouldNotContain("epoch 2 of 3");
        resumed.Code.ShouldBe(ExitCode.Done);
        resumed.Complaints[0].ShouldContain("epoch 2 of 3");
        Directory.Exists(Out).ShouldBeTrue();
        File.Exists(Out + ".checkpoint").ShouldBeFalse();
    }

    [Fact]
    public async Task The_reference_is_trained_in_one_go_or_stage_by_stage()
    {
        string[] reference = ["--model", "reference", "--epochs", "1"];

        var early = await TrainAsync([.. reference, "--stage", "prediction"]);
        var first = await TrainAsync([.. reference, "--stage", "encoder-decoder"]);
        var second = await TrainAsync([.. reference, "--stage", "prediction"]);

        early.Code.ShouldBe(ExitCode.Usage);
        early.Complaints.Single().ShouldContain("train encoder-decoder first");
        first.Code.ShouldBe(ExitCode.Done);
        first.Output.ShouldContain("go on with --stage prediction");
        second.Code.ShouldBe(ExitCode.Done);
        second.Complaints.Single().ShouldStartWith("prediction: epoch 1 of 1");
        using var model = ModelFolder.Load(Out);
        model.Training.Stages.Select(stage => stage.Stage).ShouldBe(["encoder-decoder", "prediction"]);
    }

    [Fact]
    public async Task A_step_of_the_original_is_a_step_of_the_reference()
    {
        var first = await TrainAsync("--epochs", "1", "--stage", "encoder-decoder", "--json", "-");
        var refused = await CommandLineRun.OfAsync(
            "train", "--trace", Trace(), "--out", Out + "2", "--model", "hybrid", "--stage", "prediction");

        using var document = JsonDocument.Parse(first.Output);
        document.RootElement.GetProperty("model").GetString().ShouldBe("reference");
        refused.Code.ShouldBe(ExitCode.Usage);
        refused.Complaints.Single().ShouldContain("only the model reference has stages");
    }

    [Theory]
    [InlineData("--stage", "prediction", "train encoder-decoder first")]
    [InlineData("--model", "transformer", "--model is 'transformer'; it takes one of hybrid, reference")]
    [InlineData("--stage", "both", "--stage is 'both'; it takes one of encoder-decoder, prediction, all")]
    [InlineData("--without", "none,gaps", "--without is 'none,gaps', but none leaves nothing out; give it alone")]
    [InlineData("--split", "0", "--split is '0'")]
    [InlineData("--epochs", "-1", "--epochs is '-1'")]
    [InlineData("--without", "clouds", "--without names 'clouds'; known are minute-of-hour, age, gaps, trigger, none")]
    public async Task Options_that_make_no_sense_are_refused_in_one_line(string option, string value, string complaint)
    {
        var run = await TrainAsync(option, value);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.Single().ShouldContain(complaint);
        Directory.Exists(Out).ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_model_does_without_is_kept_with_it_and_only_hybrid_can()
    {
        var run = await TrainAsync("--epochs", "1", "--without", "gaps,age");
        var refused = await CommandLineRun.OfAsync(
            "train", "--trace", Trace(), "--out", Out + "2", "--model", "reference", "--without", "age");

        run.Code.ShouldBe(ExitCode.Done);
        using var model = ModelFolder.Load(Out);
        ((HybridSettings)model.Settings).Without.ShouldBe(InputGroups.Gaps | InputGroups.Age);
        refused.Code.ShouldBe(ExitCode.Usage);
        refused.Complaints.Single().ShouldContain("only the model hybrid");
    }

    [Fact]
    public async Task A_folder_that_exists_is_not_written_over()
    {
        Directory.CreateDirectory(Out);

        var run = await TrainAsync("--epochs", "1");

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.Single().ShouldContain("exists already");
    }

    [Fact]
    public async Task A_checkpoint_of_another_command_is_not_gone_on_with()
    {
        await TrainAsync("--model", "reference", "--stage", "encoder-decoder", "--epochs", "1");

        var run = await TrainAsync("--model", "reference", "--epochs", "1", "--seed", "2");

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.Single().ShouldContain("other data or options");
    }

    [Fact]
    public async Task Too_short_a_trace_is_refused_with_what_it_takes()
    {
        var run = await CommandLineRun.OfAsync(
            "train", "--trace", Trace(windows: 20), "--out", Out, "--model", "reference");

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.Single().ShouldContain("60 windows at a time");
    }

    private Task<CommandLineRun> TrainAsync(params string[] options) =>
        CommandLineRun.OfAsync(["train", "--trace", Trace(), "--out", Out, .. options]);

    private string Trace(int windows = 150)
    {
        var path = Path.Combine(_folder.FullName, "counts.csv");
        var columns = Enumerable.Range(0, windows).ToList();
        string Row(string name, Func<int, int> demand) =>
            $"{name},128," + string.Join(',', columns.Select(i => demand(i).ToString(CultureInfo.InvariantCulture)));
        File.WriteAllText(path, string.Join('\n',
            "HashApp,AverageMemMB," + string.Join(',', columns),
            Row("a", i => 3 + i % 5), Row("b", i => i % 4 / 3), ""));
        return path;
    }

    // A person who presses Ctrl-C on reading something.
    private sealed class InterruptingWriter(StopRequest stop, string reading) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(reading, StringComparison.Ordinal) == true) stop.Interrupt();
        }
    }
}
