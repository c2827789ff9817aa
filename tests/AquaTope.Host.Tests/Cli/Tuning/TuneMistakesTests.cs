using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Tests.Cli.Tuning;

/// <summary>What <c>tune</c> says to options and files that it cannot use.</summary>
public sealed class TuneMistakesTests : IDisposable
{
    private readonly TuneFiles _files = new();

    public void Dispose() => _files.Dispose();

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
        var run = await TuneRun.OfAsync(options);

        run.Code.ShouldBe(ExitCode.Usage);
        run.Complaints.ShouldHaveSingleItem().ShouldContain(problem);
        run.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_mistake()
    {
        var marked = _files.Write("marked.json", '\uFEFF' + TuneFiles.Model);

        var run = await TuneRun.OfAsync(
            "--workflow-model", marked, "--designer", "sobol", "--trials", "2", "--init", "1");

        run.Complaints.ShouldBeEmpty();
        run.Code.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task What_is_wrong_in_a_file_is_named_by_its_place()
    {
        var model = _files.Write(
            "model.json", TuneFiles.Model.Replace("\"parallelFraction\":0.9", "\"parallelFraction\":1.9"));
        var profile = _files.Write("profile.csv", TuneFiles.Profile.Replace("2.5", "fast"));
        var columns = _files.Write("columns.csv", "a,b\n1,2\n");
        var wide = _files.Write("wide.csv", $"f,{string.Join(',', Enumerable.Range(1, 1440))}\n");
        var good = _files.Write("good.csv", TuneFiles.Profile);
        var broken = _files.Write("broken.json", "{\n  \"name\": NaN}");

        await Refused("is an invalid start of a value (line 2, column 11); expected JSON", "--workflow-model", broken);
        await Refused("the columns f, 1, 2, 3, 4, 5, 6, 7, … are those of no known", Measured(wide, "resize"));
        await Refused("expected benchmark, input, instance, cpu_millicores, mem_mib,", Measured(wide, "resize"));
        await Refused("stages[1].parallelFraction: found 1.9; expected a number from 0", "--workflow-model", model);
        await Refused("line 4, column 7: found 'fast'; expected a duration", Measured(profile, "resize"));
        await Refused("line 1: the columns a, b are those of no known table", Measured(columns, "resize"));
        await Refused("--stages names 'resise', which the profile has not, did you mean", Measured(good, "resise"));
        await Refused("--stages is 'resize,,resize', with an empty entry", Measured(good, "resize,,resize"));

        async Task Refused(string problem, params string[] options)
        {
            var run = await TuneRun.OfAsync([.. options, "--designer", "sobol"]);
            run.Code.ShouldBe(ExitCode.Usage);
            run.Complaints.ShouldHaveSingleItem().ShouldContain(problem);
        }

        static string[] Measured(string path, string stages) => ["--profile", path, "--stages", stages, "--qos", "4"];
    }
}
