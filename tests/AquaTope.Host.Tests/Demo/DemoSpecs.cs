using System.Text.Json;
using AquaTope.Host.Cli.CommandLines;

namespace AquaTope.Host.Tests.Demo;

public sealed class DemoSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aquatope-demo-specs-");

    [Fact]
    public async Task Two_demos_with_one_seed_make_the_same_decisions()
    {
        var first = await RunAsync("--minutes", "30", "--seed", "3");
        var second = await RunAsync("--minutes", "30", "--seed", "3");

        var decisions = Decisions(first);
        decisions.ShouldContain(line => line.StartsWith("change-applied", StringComparison.Ordinal));
        decisions.ShouldContain(line => line.StartsWith("study-settled", StringComparison.Ordinal));
        Decisions(second).ShouldBe(decisions);
        second.GetProperty("decisionDigest").GetString().ShouldBe(first.GetProperty("decisionDigest").GetString());
    }

    [Fact]
    public async Task A_demo_reports_five_workflows_and_both_platforms_under_the_same_load()
    {
        var document = await RunAsync("--minutes", "3");

        document.GetProperty("workflows").GetArrayLength().ShouldBe(5);
        var results = document.GetProperty("results").EnumerateArray().ToList();
        results.Select(result => result.GetProperty("policy").GetString()).ShouldBe(["openwhisk-default", "aquatope"]);
        results[0].GetProperty("invocations").GetInt64().ShouldBeGreaterThan(0);
        results[0].GetProperty("invocations").GetInt64().ShouldBe(results[1].GetProperty("invocations").GetInt64());
    }

    [Fact]
    public async Task A_trace_that_is_none_is_named()
    {
        var path = Path.Combine(_folder.FullName, "no-trace.csv");
        await File.WriteAllTextAsync(path, "a,b\n1,2\n");

        var (code, error) = await RunCommandAsync("demo", "--trace", path);

        code.ShouldBe(ExitCode.Usage);
        error.ShouldContain("no-trace.csv");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static List<string> Decisions(JsonElement document) =>
        [.. document.GetProperty("decisions").EnumerateArray().Select(line => line.GetString()!)];

    private async Task<JsonElement> RunAsync(params string[] arguments)
    {
        var path = Path.Combine(_folder.FullName, "result.json");
        var (code, error) = await RunCommandAsync(["demo", "--no-dashboard", "--json", path, .. arguments]);
        code.ShouldBe(ExitCode.Done, error);
        return JsonElement.Parse(await File.ReadAllTextAsync(path));
    }

    private static async Task<(int Code, string Error)> RunCommandAsync(params string[] arguments)
    {
        using var error = new StringWriter();
        using var stop = new StopRequest();
        var code = await CommandLine.RunAsync(arguments, new Terminal(TextWriter.Null, error, false), stop);
        return (code, error.ToString());
    }
}
