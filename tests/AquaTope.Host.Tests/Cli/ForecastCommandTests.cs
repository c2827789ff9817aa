using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Cli.Forecasting;
using AquaTope.Models.Forecasting;
using AquaTope.Models.Forecasting.Baselines;
using AquaTope.Models.Forecasting.Neural.Hybrid;
using AquaTope.Models.Identity;
using AquaTope.Models.Quantities;

namespace AquaTope.Host.Tests.Cli;

public sealed class ForecastCommandTests : IDisposable
{
    private const string Trace = "HashApp,AverageMemMB,0,1,2,3,4,5,6,7\na,1,2,0,3,1,2,2,4,4\nb,1,1,1,1,1,1,1,1,1\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-forecast-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task All_forecasters_that_train_in_seconds_are_compared_unless_some_are_named()
    {
        var all = await CommandLineRun.OfAsync("forecast", "--trace", Write(Trace), "--split", "0.5");
        var some = await CommandLineRun.OfAsync("forecast", "--trace", Write(Trace), "--models", "ets,naive");

        all.Code.ShouldBe(ExitCode.Done);
        all.Error.ShouldBeEmpty();
        all.Output.ShouldContain("2 series, 8 windows of 60 s forecast, each from all windows before it; seed 1");
        foreach (var name in Estimators.Names) all.Output.ShouldContain(name);
        some.Output.ShouldNotContain("seasonal-naive");
        some.Output.IndexOf("ets", StringComparison.Ordinal)
            .ShouldBeLessThan(some.Output.IndexOf("naive", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_document_has_every_measure_of_every_model()
    {
        var run = await CommandLineRun.OfAsync(
            "forecast", "--trace", Write(Trace), "--models", "naive", "--split", "0.5", "--columns", "a",
            "--seed", "3", "--json", "-");

        using var document = JsonDocument.Parse(run.Output);
        var root = document.RootElement;
        root.GetProperty("series").GetInt32().ShouldBe(1);
        root.GetProperty("steps").GetInt32().ShouldBe(4);
        root.GetProperty("seed").GetInt32().ShouldBe(3);
        var model = root.GetProperty("models")[0];
        model.GetProperty("name").GetString().ShouldBe("naive");
        // 1, 2, 2, 4 are forecast for 2, 2, 4, 4 give or take changes seen before, whose median is not zero.
        model.GetProperty("mase").GetDouble()
            .ShouldBe(model.GetProperty("mae").GetDouble() / (7 / 3.0), 1e-12);
        model.GetProperty("coverage").GetProperty("0.999").GetDouble().ShouldBeInRange(0, 1);
        string[] others =
            ["smape", "rmse", "crps", "pinball95", "coverage90", "closedCoverage90", "trainSeconds", "predictSeconds"];
        foreach (var name in others) model.GetProperty(name).GetDouble().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task Each_series_has_a_line_for_each_model()
    {
        var path = Path.Combine(_folder.FullName, "series.csv");

        await CommandLineRun.OfAsync(
            "forecast", "--trace", Write(Trace), "--models", "naive,moving-average", "--split", "0.5",
            "--per-series", path);

        var lines = await File.ReadAllLinesAsync(path);
        lines.Length.ShouldBe(5);
        lines[0].ShouldBe("model,series,steps,smape,mae,rmse,mase,crps,pinball95,coverage90,closedCoverage90");
        lines[2].ShouldBe("naive,b,4,0,0,0,,0,0,0.8999999999999999,1");
    }

    [Fact]
    public async Task A_model_folder_is_put_to_the_test_and_becomes_an_expert()
    {
        var asked = new List<string>();
        var catalog = new ForecastModels(new Dictionary<string, Func<int?, IEstimator>>(), folder =>
        {
            asked.Add(folder);
            return new RenewalForecaster();
        });
        using var stop = new StopRequest();

        var run = await CommandLineRun.OfAsync(
            ["forecast", "--trace", Write(Trace), "--models", "naive,aquatope", "--model", "weights"],
            [new ForecastCommand(catalog)], stop);

        run.Code.ShouldBe(ExitCode.Done);
        asked.ShouldBe(["weights"]);
        run.Output.ShouldContain("renewal");
    }

    [Fact]
    public async Task A_model_of_other_windows_is_refused()
    {
        var shape = new HybridShape { Inputs = 12, Units = 8, WideUnits = 8, NarrowUnits = 8, Samples = 4 };
        using var model = new HybridEstimator(new HybridOptions { Shape = shape, Epochs = 1, LeastBatches = 1 }).Learn(
            new DemandSet(
                WindowLength.FromSeconds(300),
                [
                    new DemandHistory(
                        FunctionId.Parse("guest/f"), new WindowIndex(59), Enumerable.Range(0, 60).ToArray())
                ]),
            seed: 1);
        var catalog = new ForecastModels(new Dictionary<string, Func<int?, IEstimator>>(), _ => model);
        using var stop = new StopRequest();

        var run = await CommandLineRun.OfAsync(
            ["forecast", "--trace", Write(Trace), "--models", "naive", "--model", "weights"],
            [new ForecastCommand(catalog)], stop);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.Single().ShouldContain("was trained on windows of 300 s, but those of the trace are 60 s long");
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_in_one_line()
    {
        var path = Write(Trace);
        await Refused("--trace is '/no/such.csv', but there is no such file", "--trace", "/no/such.csv");
        await Refused("--models names 'prophet'; known are naive,", "--trace", path, "--models", "prophet");
        await Refused("--split is '1'; it takes a number from 0.01 to 0.99", "--trace", path, "--split", "1");
        await Refused("--columns names 'c'; the trace has a, b", "--trace", path, "--columns", "c");
        await Refused("observed windows on both sides of the split", "--trace", path, "--windows", "1");
        await Refused("--trace: ", "--trace", Write("a,b,c\n1,2,3\n"));

        static async Task Refused(string problem, params string[] options)
        {
            var run = await CommandLineRun.OfAsync(["forecast", .. options]);
            run.Code.ShouldBe(ExitCode.Usage);
            run.Complaints.ShouldHaveSingleItem().ShouldContain(problem);
        }
    }

    [Fact]
    public async Task An_interrupted_backtest_leaves_no_result_behind()
    {
        using var stop = new StopRequest();
        stop.Interrupt();
        var json = Path.Combine(_folder.FullName, "result.json");

        var run = await CommandLineRun.OfAsync(
            ["forecast", "--trace", Write(Trace), "--json", json], verbs: null, stop);

        run.Code.ShouldBe(ExitCode.Interrupted);
        File.Exists(json).ShouldBeFalse();
    }

    private string Write(string content)
    {
        var path = Path.Combine(_folder.FullName, $"trace{_folder.GetFiles().Length}.csv");
        File.WriteAllText(path, content);
        return path;
    }
}
