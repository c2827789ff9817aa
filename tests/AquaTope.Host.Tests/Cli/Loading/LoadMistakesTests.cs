using AquaTope.Host.Cli.CommandLines;
using AquaTope.Host.Emulation;

namespace AquaTope.Host.Tests.Cli.Loading;

/// <summary>Mistakes with <c>load</c>: one line each, and nothing is sent.</summary>
public sealed class LoadMistakesTests : IDisposable
{
    private const string Nowhere = "http://127.0.0.1:1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-load-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("nothing is named to invoke; it takes one of --workflow, --trace")]
    [InlineData("--workflow and --trace are both given", "--workflow", "f", "--trace", "t.csv")]
    [InlineData("--shape is given without --workflow", "--trace", "t.csv", "--shape", "t.csv")]
    [InlineData("--rate is given without --workflow", "--trace", "t.csv", "--rate", "2")]
    [InlineData("--shape and --rate are both given", "--workflow", "f", "--shape", "t.csv", "--rate", "2")]
    [InlineData("--rate is '0'; it takes a number from", "--workflow", "f", "--rate", "0")]
    [InlineData("--time-scale is '0'; it takes a number from", "--workflow", "f", "--time-scale", "0")]
    [InlineData("--duration is '-1'; it takes a number from", "--workflow", "f", "--duration", "-1")]
    [InlineData("--max-outstanding is '0'; it takes a whole number", "--workflow", "f", "--max-outstanding", "0")]
    [InlineData("--workflow names 'a/b/c/d', which no action can be called", "--workflow", "a/b/c/d")]
    [InlineData("--auth has another form than UUID:KEY", "--workflow", "f", "--auth", "secret")]
    [InlineData("--trace is '/no/file', but there is no such file", "--trace", "/no/file")]
    [InlineData("--shape is '/', a folder; it takes files", "--workflow", "f", "--shape", "/")]
    [InlineData("--rate is 1000000, which makes more than 10,000,000 invocations; send fewer seconds of it with --dur",
        "--workflow", "f", "--rate", "1000000")]
    [InlineData("--rate is 0.0001, and no invocation falls into 60 s of it", "--workflow", "f", "--rate", "0.0001")]
    public async Task A_wrong_command_line_is_told(string problem, params string[] options) =>
        await RefusedAsync(ExitCode.Usage, problem, Nowhere, options);

    [Theory]
    [InlineData("HashApp,AverageMemMB,0,1\na,170,1,2\n", "which counts containers (containers per minute)")]
    [InlineData("func,end_s\nf,x\n", "found 'x'")]
    [InlineData("HashOwner,HashApp,HashFunction,Trigger,1,2\no,p,f,http,0,0\n",
        "no invocation falls into 120 s of it")]
    [InlineData("HashOwner,HashApp,HashFunction,Trigger,1,2\no,p,f,http,9000000,9000000\n",
        "which has more than 10,000,000 invocations")]
    public async Task A_trace_that_cannot_be_sent_is_told(string trace, string problem) =>
        await RefusedAsync(ExitCode.Usage, problem, Nowhere, "--workflow", "f", "--shape", Write(trace));

    [Fact]
    public async Task An_address_that_is_none_is_told()
    {
        await RefusedAsync(
            ExitCode.Usage, "--target is 'here'; it takes an address such as", "here", "--workflow", "f");
        await RefusedAsync(ExitCode.Failed, $"--target is '{Nowhere}/'; ", Nowhere, "--workflow", "f");
    }

    [Fact]
    public async Task What_the_platform_does_not_have_is_refused_before_anything_is_sent()
    {
        await using var whisk = await LoadedPlatform.StartAsync(new EmulatorOptions());
        await whisk.DeployAsync("f", """{"work":1}""");

        await RefusedAsync(
            ExitCode.Usage, "--workflow names the action 'g', which ", whisk.Address, "--workflow", "g");
        await RefusedAsync(
            ExitCode.Usage,
            "does not have; deploy it there first, or send all series to one action with --workflow NAME --shape FILE",
            whisk.Address, "--trace", Write("func,end_s\nf,1\ng,2\n"));
        await RefusedAsync(
            ExitCode.Failed, "is the configured key the one of this namespace?", whisk.Address, "--workflow", "f",
            "--auth", "23bc46b1-71f6-4ed5-8c54-816aa4f8c502:wrong");

        (await whisk.CountAsync("f")).ShouldBe(0);
    }

    private static async Task RefusedAsync(int code, string problem, string target, params string[] options)
    {
        var run = await CommandLineRun.OfAsync(["load", "--target", target, .. options]);

        run.Code.ShouldBe(code, run.Error);
        run.Complaints.ShouldHaveSingleItem().ShouldContain(problem);
        run.Output.ShouldBeEmpty();
    }

    private string Write(string trace)
    {
        var path = Path.Combine(_folder.FullName, "trace.csv");
        File.WriteAllText(path, trace);
        return path;
    }
}
